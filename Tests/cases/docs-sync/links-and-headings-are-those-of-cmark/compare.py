"""Compares links, images and headings that collect finds in Markdown with those of cmark-gfm."""
import json
import random
import subprocess
import sys
import xml.etree.ElementTree as ElementTree

SPACE = "{http://commonmark.org/xml/1.0}"
PIECES = (
    "[ ] ( ) < > ! ` `` \\ a * _ | [r] [r]:\u0020/u <x\u0020y>\u0020't'\n \"t\" ' &amp; <https://x.y> <a@b.c> "
    "<a\u0020id=\"q\"> </b> ?> <? ![i](j) [k](l) <div> </div> ~~~"
).split(" ") + [" ", "\n", "\n\n", "> ", "- ", "1. ", "+ ", "    ", "  ", "\t", "# ", "```\n", "<!-- c -->",
                "\n===\n", "\n---\n", "|---|---|\n", "| ", "\n<div>\n", "- [ ] t"]


def body(text):
    """The document without front matter, which CommonMark does not know."""
    lines = text.split("\n")
    if lines[0].rstrip() == "---":
        for index, line in enumerate(lines[1:], 1):
            if line.rstrip() in ("---", "..."):
                return "\n".join([""] * (index + 1) + lines[index + 1:])
    return text


def theirs(text):
    """Links as (is an image, destination, title), and how many headings there are."""
    xml = subprocess.run(
        ["cmark-gfm", "-t", "xml", "-e", "table", "-e", "tasklist"], input=body(text).encode(),
        capture_output=True, check=True).stdout
    nodes = list(ElementTree.fromstring(xml).iter())
    return ([(node.tag == SPACE + "image", node.get("destination"), node.get("title") or "")
             for node in nodes if node.tag in (SPACE + "link", SPACE + "image")],
            sum(node.tag == SPACE + "heading" for node in nodes))


def ours(path):
    """The same of collect."""
    out = subprocess.run(
        ["collect", "--from", "markdown", path], capture_output=True, check=True).stdout
    items = [record["data"] for record in map(json.loads, out.splitlines())
             if record["type"] == "sluice.observation.v1"]
    return ([(item["item"]["image"], item["item"]["destination"], item["item"].get("title", ""))
             for item in items if item["part"] == "link"],
            sum(item["part"] in ("heading", "version") for item in items))


def main():
    differing = links = 0
    documents = [(path, open(path, encoding="utf-8-sig", newline="").read()) for path in sys.argv[1:]]
    # No comment within a comment: cmark-gfm takes those by the rule of CommonMark 0.29.
    source = random.Random(7)
    for number in range(300):
        text = "x\n\n" + "".join(source.choice(PIECES) for _ in range(source.randint(3, 14)))
        with open(f"{number}.md", "w", encoding="utf-8") as file:
            file.write(text)
        documents.append((f"{number}.md", text))
    for path, text in documents:
        wanted, found = theirs(text), ours(path)
        links += len(wanted[0])
        if wanted != found:
            differing += 1
            print(path, repr(text[:200]), wanted, found, sep="\n  ")
    print(f"{differing} of them differ" if links > 100 else f"only {links} links, no comparison")


main()
