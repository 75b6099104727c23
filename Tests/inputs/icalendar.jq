def formats: ["icalendar"];
# Without a calendar that ends, or where the other parser gave up, we refuse.
def refusal: ($entry.expected | has("icalendar_error")) or $entry.expected.calendars == 0;
def shifts: kind("oncall").data;
def facts: {
  calendars: count(items("calendar")),
  vevents: count(shifts),
  rrules: count(shifts | select(.rule)),
  recurrence_overrides: count(shifts | select(.override)),
  exdates: count(shifts | select(.exceptions)),
  all_day: count(shifts | select(.all_day)),
  tzids: ([shifts.zone // empty] | unique)
};
