def formats: ["locust-json"];
def refusal: false;
def facts: {
  length: count(items("endpoint")),
  keys: ([items("endpoint").data.item | keys][0])
};
