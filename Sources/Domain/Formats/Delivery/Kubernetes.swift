internal import Kernel

extension JSONShapes {
  /// `kubectl get -o json`: one object or a list, with its conditions by their type.
  ///
  /// What a Secret holds stays behind: a record is no place for it. So does the copy of an object that
  /// kubectl keeps in its annotations.
  static let kubernetes = JSONShapes(
    title: "object of Kubernetes", omits: "kubectl.kubernetes.io/last-applied-configuration",
    shapes: [
      Shape(
        "resource", "apiVersion", "kind", having: ("/kind", "Secret"),
        drops: ["data", "stringData"]),
      Shape("resource", "apiVersion", "kind"),
    ],
    lists: ["items"],
    context: [],
    indexes: [("conditions", "/status/conditions", by: "type")])

  /// Audit events of Kubernetes, bare or in a list.
  static let kubernetesAudit = JSONShapes(
    title: "audit event of Kubernetes", shapes: [Shape("event", "auditID", "verb")],
    lists: ["items"])
}

extension Beginning {
  /// An object with an `apiVersion` and what else such objects have.
  var isKubernetes: Bool {
    firstItemKeys.contains("apiVersion")
      && !firstItemKeys.isDisjoint(with: ["kind", "items", "metadata", "spec"])
  }
}
