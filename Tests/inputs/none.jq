# A format without a program of facts: its files are counted, and are not right.
def formats: [$entry.format];
def refusal: false;
def facts: {};
