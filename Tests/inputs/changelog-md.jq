def formats: ["markdown"];
def refusal: false;
def facts:
  ([kind("document"; .data.doc_type | IN("adr", "document")).data.fields][0]) as $document
  | [items | select(.data.part | IN("heading", "version")) | .data.item] as $headings
  | [kind("document"; .data.doc_type == "changelog").data] as $versions
  | {
    headings: $document.headings,
    tables: $document.tables,
    # With the header rows.
    table_rows: ($document.rows + $document.tables),
    tasks: count(kind("task")),
    tasks_done: count(kind("task"; .data.state == "closed")),
    code_fences: $document.fences,
    front_matter: any(items; .data.part == "front_matter"),
    front_matter_keys: ([items("front_matter").data.item.values | keys[]]),
    has_unreleased: any($versions[]; .state == "unreleased"),
    yanked: count($versions[] | select(.state == "yanked"))
  };
