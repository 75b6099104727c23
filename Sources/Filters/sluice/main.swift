import Glibc
import Kernel

let declaration = Declaration(
  name: "sluice",
  summary: "Run a filter of Sluice by its name",
  description: [
    "sluice NAME becomes the filter of that name, which lies in the folder of sluice itself: its "
      + "arguments, input, output, signals and exit status are the filter's own. So names such as "
      + "sign or report hide no other program. In scripts that name the filters alone, put that "
      + "folder on the PATH: PATH=\"$(sluice path):$PATH\".",
    "A name that is none of ours is a plug-in: the program sluice-NAME on the PATH. Alone, sluice "
      + "lists the filters.",
  ],
  operands: .command(commands),
  memory: "That of the filter; nothing of sluice is left when it runs.",
  examples: [
    .init("Read a test report into records", "sluice collect junit.xml | sluice normalize"),
    .init(
      "Have the filters by their own names in a script", "PATH=\"$(sluice path):$PATH\""),
  ],
  writesRecords: false)

do throws(Failure) {
  try Launcher.launch(declaration)
} catch {
  Descriptor.complain("sluice: \(error.message)")
  exit(error.status.rawValue)
}
Filter.main(declaration) { run throws(Failure) in
  try run.writer.write(text: declaration.overview)
  return .done
}
