// Puts many files into one ZIP archive without compressing them. The files stay on the disk: the archive refers to them.

const UTF8 = 0x0800;
// 1980-01-01, the first day that a ZIP archive knows: the same files always give the same archive.
const DAY = 0x0021;
const MAX_FILES = 20_000;
const MAX_BYTES = 0xffffffff;

const TABLE = new Uint32Array(256).map((_zero, index) => {
  let value = index;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  return value;
});

/** The checksum of bytes, going on from `previous`. */
export function crc32(bytes, previous = 0) {
  let value = ~previous;
  for (const byte of bytes) value = TABLE[(value ^ byte) & 0xff] ^ (value >>> 8);
  return ~value >>> 0;
}

/** Whether files fit into an archive. */
export function fits(files) {
  return files.length <= MAX_FILES && files.reduce((sum, file) => sum + file.size + 1000, 0) < MAX_BYTES;
}

/** Return a Blob with all files, sorted by name. `onProgress` gets how many files have been read. */
export async function zipOf(files, onProgress) {
  const sorted = [...files].sort((a, b) => (pathOf(a) < pathOf(b) ? -1 : 1));
  const parts = [];
  const directory = [];
  let offset = 0;
  for (const [index, file] of sorted.entries()) {
    const name = new TextEncoder().encode(pathOf(file));
    const fields = [20, UTF8, 0, 0, DAY, await checksum(file), file.size, file.size, name.length, 0];
    const header = record(0x04034b50, [2, 2, 2, 2, 2, 4, 4, 4, 2, 2], fields);
    directory.push(record(0x02014b50, [2, 2, 2, 2, 2, 2, 4, 4, 4, 2, 2, 2, 2, 2, 4, 4], [20, ...fields, 0, 0, 0, 0, offset]), name);
    parts.push(header, name, file);
    offset += header.length + name.length + file.size;
    onProgress(index + 1);
  }
  const size = directory.reduce((sum, part) => sum + part.length, 0);
  const end = record(0x06054b50, [2, 2, 2, 2, 4, 4, 2], [0, 0, sorted.length, sorted.length, size, offset, 0]);
  return new Blob([...parts, ...directory, end]);
}

function pathOf(file) {
  return file.webkitRelativePath || file.name;
}

async function checksum(file) {
  let value = 0;
  const reader = file.stream().getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read()) value = crc32(next.value, value);
  return value;
}

/** A signature and little-endian numbers of the given sizes in bytes. */
function record(signature, sizes, values) {
  const bytes = new Uint8Array(4 + sizes.reduce((sum, size) => sum + size, 0));
  const view = new DataView(bytes.buffer);
  view.setUint32(0, signature, true);
  let at = 4;
  for (const [index, size] of sizes.entries()) {
    if (size === 2) view.setUint16(at, values[index], true);
    else view.setUint32(at, values[index], true);
    at += size;
  }
  return bytes;
}
