/// How a page looks.
enum HTMLStyle {
  /// The style sheet. Colours keep a contrast of 4.5 to 1 with their ground (WCAG 2.2, 1.4.3).
  static let text = """
    :root{--ground:#fff;--ink:#1b1f24;--faint:#57606a;--line:#d0d7de;--good:#116329;--bad:#a40e26;
    --notable:#7d4e00;--plot:#0550ae;--band:#0550ae33;--wide:#0550ae1a}
    @media(prefers-color-scheme:dark){:root{--ground:#0d1117;--ink:#e6edf3;--faint:#9198a1;
    --line:#30363d;--good:#56d364;--bad:#ff7b72;--notable:#e3b341;--plot:#79c0ff;--band:#79c0ff44;
    --wide:#79c0ff22}}
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
    figure .wide svg{min-width:640px}svg{width:100%;height:auto;display:block}
    svg text{fill:var(--faint);font:11px system-ui,sans-serif}
    .line{fill:none;stroke:var(--plot);stroke-width:1.5}.level{stroke:var(--ink);stroke-width:2}
    .change{stroke:var(--bad);stroke-width:1.5;stroke-dasharray:4 3}
    .limit{stroke:var(--bad);stroke-width:1.5}.axis{stroke:var(--line)}
    .band{fill:var(--band)}.wideband{fill:var(--wide)}
    .node{fill:var(--ground);stroke:var(--faint)}.edge{fill:none;stroke:var(--faint)}
    a{color:inherit}details{margin:1rem 0}summary{cursor:pointer}
    @media print{body{font-size:11pt}details{display:none}figure,tr{break-inside:avoid}}
    """
}
