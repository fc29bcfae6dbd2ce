import { assets } from '../../http/assets.js';
import { html, type Html } from '../../http/html.js';

/** An icon of the design system; it always stands beside words, so it says nothing by itself. */
export function icon(name: string): Html {
  const { viewBox, paths } = assets().icon(name);
  return html`<svg class="icon-svg" viewBox="${viewBox}" focusable="false" aria-hidden="true">
    ${paths.map((path) => html`<path d="${path}" />`)}
  </svg>`;
}
