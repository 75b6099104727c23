internal import Kernel

extension JSONShapes {
  /// Answers of GitLab's REST API, payloads of its webhooks and of its system hooks.
  static let gitLab = JSONShapes(
    title: "answer of GitLab",
    shapes: [
      hook("pipeline_event", "pipeline"), hook("job_event", "build"),
      hook("merge_request_event", "merge_request"), hook("push_event", "push"),
      hook("push_event", "tag_push"), hook("release_event", "release"),
      hook("deployment_event", "deployment"), hook("issue_event", "issue"),
      hook("issue_event", "work_item"), Shape("event", "object_kind"),
      Shape("system_event", "event_name"),
      Shape("error", "error_description", "error"),
      Shape("job", "stage", "pipeline", "status", "name"),
      Shape("pipeline", "sha", "ref", "status", "source"),
      Shape("pipeline", "sha", "ref", "status", "project_id"),
      Shape("status", "sha", "ref", "status", "name", "allow_failure"),
      Shape("deployment", "environment", "deployable"),
      Shape("merge_request", "iid", "target_branch", "state"),
      Shape("approvals", "approved_by", "approvals_required"),
      Shape("issue", "iid", "title", "state"),
      Shape("release", "tag_name", "released_at"),
      Shape("commit", "short_id", "authored_date", "id"),
    ])

  private static func hook(_ part: ByteString, _ kind: ByteString) -> Shape {
    Shape(part, "object_kind", having: ("/object_kind", kind))
  }

  /// Members that together only GitLab's objects have.
  static let gitLabKeys: [Set<String>] = [
    ["object_kind", "project"], ["object_kind", "project_id"], ["object_kind", "object_attributes"],
    ["event_name", "created_at", "updated_at"], ["event_name", "project_id"],
    ["event_name", "project"], ["event_name", "group_id"], ["event_name", "username"],
    ["pipeline", "stage", "status", "name"], ["iid", "target_branch"], ["iid", "project_id"],
    ["sha", "ref", "status", "web_url"], ["sha", "ref", "status", "allow_failure"],
    ["environment", "deployable"], ["approved_by", "approvals_required"],
    ["tag_name", "released_at"], ["short_id", "authored_date"], ["can_push", "protected"],
    ["new_path", "old_path", "diff"], ["geo_node_id"], ["has_finished", "download"],
    ["author_id", "resolve_discussion"], ["scopes", "revoked"],
    ["username", "web_url", "avatar_url"], ["scopes", "strategies", "version"],
  ]
  /// All members of objects that have few.
  static let gitLabSmall: [Set<String>] = [
    ["id", "name", "approval_status"], ["id", "title", "key", "created_at"],
  ]
}

extension Beginning {
  /// Members that only GitLab's objects have.
  var isGitLab: Bool {
    let keys = firstItemKeys
    return JSONShapes.gitLabKeys.contains { keys.isSuperset(of: $0) }
      || JSONShapes.gitLabSmall.contains(keys)
  }
}
