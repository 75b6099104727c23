select(.type == "Point")
| {
    data: {
      labels: {method: .data.tags.method, name: .data.tags.name, status: .data.tags.status},
      metric, unit: "1", value: .data.value
    },
    source: "sluice/normalize", specversion: "1.0", time: .data.time, type: "sluice.metric.v1"
  }
