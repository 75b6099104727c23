import Kernel
import Trust

/// The size and root of the log that `--checkpoint` names, once its signature is checked.
func pinnedLog(_ options: ParsedOptions) throws(Failure) -> (size: Int, root: String)? {
  guard let path = options.value("checkpoint") else { return nil }
  guard let keyPath = options.value("key") else {
    throw .usage("--checkpoint needs --key FILE: an unchecked checkpoint proves nothing")
  }
  let note = try WholeFile.bytes(path)
  let keyText = try WholeFile.bytes(keyPath)
  do {
    let key = try keyText.withView { (view) throws(TrustError) in
      try TrustedKey(view, path: keyPath)
    }
    let checkpoint = try note.withView { (view) throws(TrustError) in
      try Checkpoint(note: view, key: key)
    }
    return (checkpoint.size, checkpoint.root.base64)
  } catch {
    throw .data(Place(path), error.message)
  }
}
