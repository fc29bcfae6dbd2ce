// Where the focus is and how it looks, as text that the browser runs: nothing of it is loaded by Node.
globalThis.focused = {
  /** Where the marked place lies from here; of buttons of a choice the chosen one is the stop. */
  wanted() {
    const wanted = document.querySelector('[data-wanted]');
    const { activeElement: at } = document;
    if (at === wanted) return 'here';
    if (!wanted || wanted.closest('[hidden]') || wanted.getClientRects().length === 0) return 'folded';
    return at.compareDocumentPosition(wanted) & Node.DOCUMENT_POSITION_PRECEDING && !at.contains(wanted)
      ? 'before'
      : 'after';
  },

  look() {
    const { activeElement: at } = document;
    if (at === document.body || at === null) return { place: -1, what: 'nowhere', isSeen: false };
    const about = [at, ...(at.labels ?? []), ...at.querySelectorAll(':scope > *')];
    const looks = () =>
      JSON.stringify(
        about.flatMap((each) =>
          [null, '::before', '::after'].map((part) => {
            const { outline, boxShadow, border, backgroundColor, textDecoration } = getComputedStyle(each, part);
            return [outline, boxShadow, border, backgroundColor, textDecoration];
          }),
        ),
      );
    const withFocus = looks();
    at.blur();
    const without = looks();
    at.focus({ preventScroll: true });
    const inWindow = about.some((each) => {
      const { top, bottom, left, right, width, height } = each.getBoundingClientRect();
      return width > 1 && height > 1 && bottom > 0 && top < innerHeight && right > 0 && left < innerWidth;
    });
    const name = at.id || at.getAttribute('name') || at.getAttribute('href') || at.textContent.trim().slice(0, 40);
    return {
      place: [...document.querySelectorAll('*')].indexOf(at),
      what: `${at.tagName.toLowerCase()} ${name}`,
      isSeen: withFocus !== without && inWindow,
    };
  },
};
