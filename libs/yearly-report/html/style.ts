/**
 * The style of the page: one column, tables that scroll within themselves on a small screen, and a print version
 * without what only a screen needs.
 */
import { webFont, type Weight } from '../fonts.js';

export async function style(): Promise<string> {
  const faces = await Promise.all(([400, 600] as const).map(face));
  return `${faces.join('\n')}
:root { color: #1a1a1a; background: #fff; font: 400 1.0625rem/1.55 'Source Sans 3', 'Segoe UI', Arial, sans-serif; }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 54rem; padding: 1.5rem 1.25rem 4rem; }
h1, h2, h3 { line-height: 1.2; font-weight: 600; margin: 0 0 .5rem; }
h1 { font-size: 2.4rem; margin-top: 1rem; }
h2 { font-size: 1.7rem; margin-top: 3.5rem; padding-top: 1rem; border-top: 3px solid #12375c; }
h3 { font-size: 1.3rem; margin-top: 2.5rem; }
p, ul { margin: 0 0 1rem; max-width: 44rem; }
a { color: #0b4a87; }
a:focus-visible, [tabindex]:focus-visible { outline: 3px solid #12375c; outline-offset: 2px; }
.skip { position: absolute; left: -100rem; }
.skip:focus { position: static; }
.mark { position: sticky; top: 0; z-index: 1; max-width: none; margin: 0; padding: .4rem .75rem; font-weight: 600; color: #fff; background: #9b1c1c; }
.office { font-size: 1.25rem; margin: 0; }
nav h2 { margin-top: 2rem; }
nav ul { list-style: none; padding: 0; }
nav ul ul { padding-left: 1.25rem; margin: 0 0 .5rem; }
nav li { padding: .15rem 0; }
.summary, .note, figcaption { color: #404040; }
.example { margin: 2rem 0; padding: .25rem 0 .25rem 1.25rem; border-left: 4px solid #12375c; max-width: 44rem; }
.example h3 { margin-top: 0; }
.example p:last-child { margin-bottom: 0; }
.hash { overflow-wrap: anywhere; }
figure { margin: 1.5rem 0; }
figcaption { margin-bottom: .5rem; }
figcaption strong { display: block; font-weight: 600; color: #1a1a1a; }
.wide { overflow-x: auto; }
.wide svg { display: block; max-width: 100%; height: auto; min-width: 30rem; font-family: 'Source Sans 3', Arial, sans-serif; }
table { border-collapse: collapse; width: 100%; margin: 0 0 1rem; font-variant-numeric: tabular-nums; }
caption { text-align: left; font-weight: 600; padding: .5rem 0; }
th, td { padding: .4rem .75rem; border-bottom: 1px solid #8c8c8c; text-align: left; vertical-align: top; font-weight: 400; }
thead th { border-bottom: 2px solid #1a1a1a; vertical-align: bottom; font-weight: 600; }
thead th span { display: block; font-weight: 400; color: #404040; }
td, thead th.figure { text-align: right; white-space: nowrap; }
thead th.figure { white-space: normal; }
tr.total th, tr.total td { font-weight: 600; background: #eef2f6; }
@media print {
  :root { font-size: 10.5pt; }
  body { max-width: none; padding: 0; }
  .skip { display: none; }
  .mark { position: fixed; top: 0; left: 0; right: 0; padding: 0; color: #9b1c1c; background: #fff; }
  .mark + header { padding-top: 8mm; }
  a { color: inherit; text-decoration: none; }
  h2, h3, caption, thead { break-after: avoid; }
  figure, tr, .summary { break-inside: avoid; }
  .example h3 + div > p:first-child { break-before: avoid; }
  thead { display: table-header-group; }
  .wide { overflow: visible; }
  .wide svg { min-width: 0; }
  tr.total th, tr.total td { background: none; }
}
@page { size: A4; margin: 18mm 16mm; }`;
}

const face = async (weight: Weight): Promise<string> =>
  `@font-face { font-family: 'Source Sans 3'; font-weight: ${weight}; src: url(data:font/woff2;base64,${(await webFont(weight)).toString('base64')}) format('woff2'); }`;
