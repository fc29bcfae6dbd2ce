/**
 * All pictures of a run on one page, to be looked at by somebody.
 * @param names of the files, `page.who.width.lang.png`
 */
export function contactSheet(names: readonly string[]): string {
  const byPage = Object.groupBy(names, (name) => name.split('.', 1)[0]!);
  const sections = Object.entries(byPage).map(
    ([page, files = []]) =>
      `<h2>${page}</h2><div>${files
        .toSorted()
        .map(
          (file) => `<figure><a href="${file}"><img src="${file}" alt=""></a><figcaption>${file}</figcaption></figure>`,
        )
        .join('')}</div>`,
  );
  return `<!doctype html><meta charset="utf-8"><title>Klagegang</title><style>
body { font: 14px system-ui; margin: 1rem } div { display: flex; flex-wrap: wrap; gap: 1rem; align-items: start }
figure { margin: 0; max-width: 20rem } img { max-width: 100%; max-height: 30rem; border: 1px solid #999 }
</style><h1>${names.length} pictures</h1>${sections.join('')}`;
}
