internal import Glibc

/// The text of an error number, in the words of the C locale.
func errorText(_ code: Int32) -> String {
  // Filters never call setlocale, so this is English on every machine.
  String(cString: strerror(code)).lowercased()
}
