// What is asked of a page from within, as text that the browser runs: nothing of it is loaded by Node.
globalThis.looks = {
  /** `color-contrast at main > p: …`, for each place that bars somebody's way; axe has to be there. */
  async barriers(tags) {
    const { violations } = await globalThis.axe.run(document, { runOnly: tags });
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id} at ${target.join(' ')}: ${failureSummary.replace(/\s+/g, ' ')}`),
    );
  },

  sticksOut() {
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return [];
    const wide = [...document.querySelectorAll('body *')].filter((each) => {
      const { right, width } = each.getBoundingClientRect();
      return width > 0 && right > clientWidth + 1;
    });
    const told = wide.slice(0, 4).map((each) => `${each.tagName.toLowerCase()}.${each.getAttribute('class') ?? ''}`);
    return [`${scrollWidth} px in a window of ${clientWidth}: ${told.join(', ')}`];
  },

  outOfOrder() {
    const headings = [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].map((each) => ({
      level: Number(each.tagName[1]),
      text: each.textContent.trim().slice(0, 40),
    }));
    const first = headings.filter(({ level }) => level === 1).length;
    return [
      ...(first === 1 ? [] : [`${first} headings of the first level`]),
      ...headings.flatMap(({ level, text }, index) =>
        level > (headings[index - 1]?.level ?? 0) + 1 ? [`h${level} "${text}" comes too soon`] : [],
      ),
    ];
  },

  /** Every text that says it is in this language, and what is said of things for who does not see them. */
  textsIn(lang) {
    const found = document.documentElement.lang === lang ? [document.title] : [];
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
      const element = node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement;
      if (element.closest('[lang]')?.getAttribute('lang') !== lang || element.closest('script, style')) continue;
      if (node !== element) found.push(node.textContent);
      else
        for (const name of ['aria-label', 'title', 'placeholder', 'alt', 'data-title'])
          if (node.hasAttribute(name)) found.push(node.getAttribute(name));
    }
    return found;
  },
};
