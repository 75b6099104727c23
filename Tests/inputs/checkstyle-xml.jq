def formats: ["checkstyle-xml"];
def refusal: false;
def errors: count(kind("finding"));
def facts: {
  root: "checkstyle",
  by_tag: ({file: count(items("file")), error: errors, checkstyle: 1}
    | with_entries(select(.value > 0))),
  root_attributes: {version: items("checkstyle").data.item."@version"}
};
