def formats: ["cloudevents-json"];
def refusal: false;
def facts: {top: "object", keys: ([items.data.item][0] | keys)};
