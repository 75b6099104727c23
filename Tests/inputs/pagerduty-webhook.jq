def formats: ["pagerduty-webhook"];
def refusal: false;
def facts:
  ([items.data][0]) as $first
  | {
    top: "object",
    keys: (($first.item | keys) + ([$first.context.list // empty]) | sort)
  };
