def formats: ["alertmanager-api"];
def refusal: false;
def facts: {alerts: count(kind("alert"))};
