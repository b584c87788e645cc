/** What .github/CHANGELOG.md must say: of every change, whether the same seed still gives the same bits. */

export interface Version {
  /** "Unreleased", "0.1.0" */
  name: string;
  /** "2026-11-22"; none of what is not released */
  date?: string;
  /** what the frozen outputs and the reference bits were then, in short */
  digest?: string;
  entries: Entry[];
}

interface Entry {
  line: number;
  /** "Added" */
  section: string;
  text: string;
}

const sections = ["Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"];
const unchanged = /Bits: unchanged\.$/;
const changed = /Bits: changed\. Frozen anew: \S.*\.$/;

/** The versions, the newest first. */
export function readChangelog(text: string): Version[] {
  const versions: Version[] = [];
  let section = "";
  text.split("\n").forEach((line, index) => {
    const version = /^## \[(.+?)\](?: - (\S+))?$/.exec(line);
    if (version) versions.push({ name: version[1]!, date: version[2], entries: [] });
    const latest = versions.at(-1);
    section = /^### (.+)$/.exec(line)?.[1] ?? section;
    if (!latest) return;
    latest.digest ??= /^Frozen outputs: `([0-9a-f]{12})`$/.exec(line)?.[1];
    const entry = latest.entries.at(-1);
    if (line.startsWith("- ")) latest.entries.push({ line: index + 1, section, text: line.slice(2).trim() });
    else if (/^ {2}\S/.test(line) && entry) entry.text += ` ${line.trim()}`;
  });
  return versions;
}

/** @param digest of the frozen outputs and the reference bits as they are now */
export function changelogIsTrue(versions: Version[], digest: string): string[] {
  const [newest] = versions;
  if (!newest) return ["there is no version"];
  const isNow = newest.digest === digest;
  const advice =
    `the frozen outputs are no longer those of ${newest.name}. If that was meant, add an entry that ends in ` +
    `"Bits: changed. Frozen anew: (what)." and write there: Frozen outputs: \`${digest}\``;
  return [
    ...(isNow ? [] : [advice]),
    ...versions.flatMap((version, index) => [
      ...version.entries.flatMap(entryIsWhole),
      ...versionIsTrue(version, versions[index + 1]),
    ]),
  ];
}

function entryIsWhole({ line, section, text }: Entry): string[] {
  const says = unchanged.test(text) || changed.test(text);
  return [
    ...(sections.includes(section) ? [] : [`line ${line}: "${section}" is none of ${sections.join(", ")}`]),
    ...(says ? [] : [`line ${line}: end it with "Bits: unchanged." or "Bits: changed. Frozen anew: (what)."`]),
  ];
}

/** What it says of the bits agrees with the digests of itself and of the version before. */
function versionIsTrue({ name, date, digest, entries }: Version, before: Version | undefined): string[] {
  const isDated = name === "Unreleased" || /^\d{4}-\d\d-\d\d$/.test(date ?? "");
  const faults = isDated ? [] : [`${name} has no date`];
  if (digest === undefined) return [...faults, `${name} does not say what its frozen outputs are`];
  if (!before?.digest) return faults;
  const says = entries.some(({ text }) => changed.test(text));
  if (digest !== before.digest && !says) faults.push(`${name} has other frozen outputs than ${before.name}: say which`);
  if (digest === before.digest && says) faults.push(`${name} says that bits changed, and has those of ${before.name}`);
  if (date && before.date && date < before.date) faults.push(`${name} is older than ${before.name}`);
  return faults;
}
