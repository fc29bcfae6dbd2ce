// What a page does better with a script. Without it everything is there and works.
'use strict';

// A step's fields that have no place yet are put away until they have one.
const fits = (form, when) =>
  Object.entries(JSON.parse(when)).every(([name, wanted]) => {
    const given = new FormData(form).getAll(name);
    return wanted.some((each) => given.includes(each));
  });
const arrange = (form) => {
  for (const part of form.querySelectorAll('[data-when]')) {
    const has = fits(form, part.dataset.when);
    part.hidden = !has;
    for (const field of part.querySelectorAll('input, select, textarea')) field.disabled = !has;
  }
};
const arrangeAll = (within) => {
  for (const form of within.querySelectorAll('form')) if (form.querySelector('[data-when]')) arrange(form);
};

// What was typed and not sent is not lost by a slip.
let isTyped = false;
document.addEventListener('input', ({ target }) => {
  const form = target.form;
  if (form?.method === 'post') isTyped = true;
  if (form?.querySelector('[data-when]')) arrange(form);
});
document.addEventListener('submit', () => {
  isTyped = false;
});
window.addEventListener('beforeunload', (event) => {
  if (isTyped) event.preventDefault();
});

// A file that is too large is not even sent; what was typed stays where it is.
document.addEventListener('change', ({ target }) => {
  if (!target.dataset.max) return;
  const isTooLarge = [...target.files].some(({ size }) => size > Number(target.dataset.max));
  target.nextElementSibling.hidden = !isTooLarge;
  if (isTooLarge) target.value = '';
});

// A button that prints is there where it can.
for (const button of document.querySelectorAll('[data-print]')) {
  button.hidden = false;
  button.addEventListener('click', () => window.print());
}

// A link to a step opens it.
const openTarget = () => {
  const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (target instanceof HTMLDetailsElement) target.open = true;
};
window.addEventListener('hashchange', openTarget);

// j and k go through a list, Enter opens, ? says so; never while somebody writes, and not where they were put off.
const isWriting = ({ target }) => target.closest('input, textarea, select, [contenteditable]') !== null;
document.addEventListener('keydown', (event) => {
  const list = document.querySelector('[data-keys="on"]');
  if (!list || event.altKey || event.ctrlKey || event.metaKey || isWriting(event)) return;
  if (event.key === '?') {
    const help = document.getElementById('keys');
    help?.scrollIntoView();
    help?.focus();
    return;
  }
  const step = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 }[event.key];
  if (step === undefined) return;
  const links = [...list.querySelectorAll('tbody th a')];
  const at = links.indexOf(document.activeElement);
  if (event.key.startsWith('Arrow') && at < 0) return;
  const next = links[at < 0 ? 0 : Math.min(links.length - 1, Math.max(0, at + step))];
  next?.focus();
  event.preventDefault();
});

// Through the events of a case: where it is let go, there one goes.
for (const slide of document.querySelectorAll('[data-slide]')) {
  slide.hidden = false;
  slide.querySelector('input').addEventListener('change', ({ target }) => {
    location.assign(slide.dataset.slide + target.value);
  });
}

// After a page or a part of it came: where the reader is led, and what is said.
const arrive = (within) => {
  arrangeAll(within);
  const first = within.querySelector('[data-focus]');
  if (!first) return;
  first.setAttribute('tabindex', '-1');
  first.focus();
};
document.addEventListener('htmx:afterSettle', ({ detail }) => arrive(detail.elt));

// Somebody else has moved the case: said quietly, and nothing under one's fingers changes. A page that is not seen
// does not listen; seen again, it hears what came meanwhile.
const follow = (banner) => {
  const news = banner.querySelector('[hx-get]');
  let source;
  const stop = () => {
    source?.close();
    source = undefined;
  };
  const listen = () => {
    if (source || document.hidden) return;
    source = new EventSource(banner.dataset.follow);
    source.addEventListener('moved', () => {
      leave();
      htmx.trigger(news, 'moved');
    });
  };
  const see = () => (document.hidden ? stop() : listen());
  const leave = () => {
    stop();
    document.removeEventListener('visibilitychange', see);
    window.removeEventListener('pageshow', see);
  };
  news.addEventListener('htmx:afterSettle', () => {
    if (news.textContent.trim() === '') return;
    banner.hidden = false;
    document.getElementById('said').textContent = news.textContent;
  });
  banner.querySelector('[data-hide]').addEventListener('click', () => {
    banner.hidden = true;
  });
  document.addEventListener('visibilitychange', see);
  window.addEventListener('pageshow', see);
  window.addEventListener('pagehide', stop);
  listen();
};

arrive(document);
openTarget();
for (const banner of document.querySelectorAll('[data-follow]')) if (window.EventSource && window.htmx) follow(banner);
