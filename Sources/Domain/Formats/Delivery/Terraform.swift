internal import Kernel

extension JSONLayout {
  /// `terraform show -json PLAN`: what is done to each resource, what drifted, checks and the plan's
  /// own state. A state file, which has no changes, is a plan of none.
  ///
  /// Values stay behind, before and after, variables, outputs and configuration: they hold secrets
  /// in clear.
  static let terraformPlan = JSONLayout(
    title: "plan of Terraform", requires: ["/format_version"],
    parts: [
      // Of both nothing but that they are there.
      Part(name: "plan", path: "/planned_values", keeps: [""]),
      Part(name: "state", path: "/values", keeps: [""]),
      Part(
        name: "change", path: "/resource_changes/*/change", needs: ["actions"],
        keeps: ["actions", "importing", "replace_paths"]),
      Part(
        name: "drift", path: "/resource_drift/*/change", needs: ["actions"], keeps: ["actions"]),
      Part(
        name: "output", path: "/output_changes/*", needs: ["actions"], keeps: ["actions"]),
      Part(name: "check", path: "/checks/*"),
    ],
    context: [
      ("address", "/resource_changes/*/address"), ("applyable", "/applyable"),
      ("complete", "/complete"), ("deposed", "/resource_changes/*/deposed"),
      ("drifted", "/resource_drift/*/address"), ("errored", "/errored"),
      ("format_version", "/format_version"), ("mode", "/resource_changes/*/mode"),
      ("previous", "/resource_changes/*/previous_address"),
      ("provider", "/resource_changes/*/provider_name"),
      ("reason", "/resource_changes/*/action_reason"),
      ("terraform_version", "/terraform_version"), ("timestamp", "/timestamp"),
      ("type", "/resource_changes/*/type"),
    ])
}

extension JSONShapes {
  /// `terraform plan -json` and `terraform apply -json`: a line a message.
  static let terraformLog = JSONShapes(
    title: "message of Terraform", shapes: [Shape("message", "@level", "type")])
}

extension Beginning {
  /// The format's version before anything else, and a plan's or a state's next member.
  var isTerraformPlan: Bool {
    firstKeys.contains("format_version")
      && !firstKeys.isDisjoint(with: [
        "terraform_version", "planned_values", "resource_changes", "values", "configuration",
        "prior_state", "applyable", "actions", "complete", "action_invocations",
      ])
  }

  /// A line of `terraform apply -json`.
  var isTerraformLog: Bool {
    firstKeys.isSuperset(of: ["@level", "@message", "@module", "type"])
  }
}
