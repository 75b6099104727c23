/// How a page looks.
enum HTMLStyle {
  /// The style sheet. Colours keep a contrast of 4.5 to 1 with their ground (WCAG 2.2, 1.4.3).
  static let text = """
    :root{--ground:#fff;--ink:#1b1f24;--faint:#57606a;--line:#d0d7de;--good:#116329;--bad:#a40e26;
    --notable:#7d4e00;--plot:#0550ae;--band:#0550ae33;--wide:#0550ae1a;--level:#1b1f2426}
    @media(prefers-color-scheme:dark){:root{--ground:#0d1117;--ink:#e6edf3;--faint:#9198a1;
    --line:#30363d;--good:#56d364;--bad:#ff7b72;--notable:#e3b341;--plot:#79c0ff;--band:#79c0ff44;
    --wide:#79c0ff22;--level:#e6edf333}}
    *{box-sizing:border-box}
    body{margin:0;background:var(--ground);color:var(--ink);font:16px/1.5 system-ui,sans-serif}
    main{max-width:1100px;margin:0 auto;padding:1rem}
    h1{font-size:1.8rem;line-height:1.2;margin:.5rem 0}h2{margin:2rem 0 .5rem;font-size:1.2rem}
    p,h1,h2,summary,figcaption{overflow-wrap:anywhere}td{overflow-wrap:break-word;max-width:40ch}
    th{white-space:nowrap}
    .verdict.good,tr.good td:first-child,.good>figcaption{color:var(--good)}
    .verdict.bad,tr.bad td:first-child,.bad>figcaption{color:var(--bad)}
    .verdict.notable,tr.notable td:first-child,.notable>figcaption{color:var(--notable)}
    .wide{overflow-x:auto;max-width:100%}
    table{border-collapse:collapse;width:100%;font-size:.9rem}
    th,td{text-align:left;vertical-align:top;padding:.25rem .5rem;border-bottom:1px solid var(--line)}
    th{color:var(--faint);font-weight:600}
    pre{overflow-x:auto;white-space:pre-wrap;overflow-wrap:anywhere;border:1px solid var(--line);
    padding:.5rem;font-size:.8rem}
    figure{margin:1rem 0}figcaption{font-size:.9rem}
    figure svg{width:100%;height:auto;display:block}
    svg text{fill:var(--faint);font:12px system-ui,sans-serif}
    svg path{fill:none;stroke-width:1.5}.axis{stroke:var(--line);stroke-width:1}
    .line{stroke:var(--plot)}svg path.level{stroke:var(--ink);stroke-width:2}
    .change{stroke:var(--bad);stroke-dasharray:4 3}.limit{stroke:var(--bad)}
    svg path.reach{stroke:var(--bad);stroke-width:5;stroke-opacity:.5}.half{fill:var(--bad)}
    svg path.interval{fill:var(--level)}svg path.band{fill:var(--band)}
    svg path.wideband{fill:var(--wide)}.spike{fill:none;stroke:var(--notable);stroke-width:2}
    .event{fill:var(--plot)}.node{fill:var(--ground);stroke:var(--faint)}.edge{stroke:var(--faint)}
    nav{display:flex;flex-wrap:wrap;gap:.25rem 1rem;font-size:.9rem}
    .legend,.evidence{font-size:.85rem;color:var(--faint)}
    .legend span{white-space:nowrap;margin-right:1rem}
    .legend svg{width:28px;height:12px;margin-right:.4rem;vertical-align:middle}
    pre:target{outline:2px solid var(--plot)}
    a{color:inherit}details{margin:1rem 0}summary{cursor:pointer}
    @media print{body{font-size:10pt}main{max-width:none;padding:0}details,nav{display:none}
    figure,tr{break-inside:avoid}h2{break-after:avoid}.wide{overflow:visible}
    figure svg{min-width:0!important}td{overflow-wrap:anywhere}}
    """
}
