"""Runs the steps of a composite action as GitHub's runner does: run-action.py ACTION [NAME=VALUE]...
Each step is a bash with -eo pipefail; its environment, inputs and the files GITHUB_OUTPUT, GITHUB_PATH and
GITHUB_STEP_SUMMARY are those of the runner. Prints the action's outputs and ends with the failed
step's status."""
import os, pathlib, re, subprocess, sys, yaml

action_path = pathlib.Path(sys.argv[1]).resolve()
action = yaml.safe_load(action_path.read_text())
given = dict(argument.split("=", 1) for argument in sys.argv[2:])
unknown = set(given) - set(action["inputs"])
assert not unknown, f"no inputs {unknown}"
missing = [n for n, i in action["inputs"].items() if i.get("required") and n not in given]
assert not missing, f"inputs {missing} are required"
github = {"sha": os.environ.get("GITHUB_SHA", ""), "run_id": "1"}
steps = {}


def expand(text):
    def value(match):
        words = match.group(1).split(".")
        if words[0] == "inputs":
            return given.get(words[1], expand(action["inputs"][words[1]].get("default", "")))
        if words[0] == "github":
            return github[words[1]]
        if words[0] == "steps":
            return steps.get(words[1], {}).get(words[3], "")
        raise ValueError(match.group(0))
    return re.sub(r"\$\{\{ *([a-z0-9_.-]+) *\}\}", value, text)


here = pathlib.Path.cwd()
summary = here / "summary.md"
summary.touch()
path = os.environ["PATH"]
status = 0
for number, step in enumerate(action["runs"]["steps"]):
    assert step["shell"] == "bash"
    files = {name: here / f".{name}-{number}" for name in ("GITHUB_OUTPUT", "GITHUB_PATH")}
    for file in files.values():
        file.write_text("")
    environment = dict(
        os.environ, PATH=path, RUNNER_TEMP=str(here / "temp"), GITHUB_STEP_SUMMARY=str(summary),
        GITHUB_ACTION_PATH=str(action_path.parent), **{n: str(f) for n, f in files.items()},
        **{name: expand(text) for name, text in step.get("env", {}).items()})
    (here / "temp").mkdir(exist_ok=True)
    script = here / f".step-{number}.sh"
    script.write_text(expand(step["run"]))
    status = subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", script], env=environment).returncode
    outputs = [line.split("=", 1) for line in files["GITHUB_OUTPUT"].read_text().splitlines()]
    steps[step.get("id", number)] = dict(outputs)
    for line in files["GITHUB_PATH"].read_text().splitlines():
        path = f"{line}:{path}"
    if status:
        break
for name, output in action["outputs"].items():
    print(f"{name}={expand(output['value'])}".replace(str(here), "."))
sys.exit(status)
