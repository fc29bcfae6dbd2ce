// In the page: how a driver fills in a form that stands there. Read as text and run there.
globalThis.forms = {
  // Unfolds whatever a button stands in.
  unfold(selector) {
    let fold = document.querySelector(selector)?.closest('details');
    for (; fold; fold = fold.parentElement?.closest('details')) fold.open = true;
  },
  // Empties the form and fills it in; names that it has no field for, or whose field is put away since it has no place.
  fill(selector, pairs, hidden) {
    const form = document.querySelector(selector);
    const fields = [...form.querySelectorAll('input, select, textarea')];
    const isChoice = ({ type }) => type === 'radio' || type === 'checkbox';
    for (const field of fields) {
      if (isChoice(field)) field.checked = false;
      else if (field.type !== 'hidden' && field.type !== 'file') field.value = '';
    }
    for (const [name, value] of hidden)
      for (const field of fields) if (field.type === 'hidden' && field.name === name) field.value = value;
    const missing = [];
    for (const [name, value] of pairs) {
      const own = fields.filter((field) => field.name === name && field.type !== 'hidden');
      const choice = own.find((field) => isChoice(field) && field.value === value);
      const plain = own.find((field) => !isChoice(field));
      // The page knows it.
      const known = fields.some((field) => field.type === 'hidden' && field.name === name && field.value === value);
      if (choice) choice.checked = true;
      else if (plain) {
        plain.value = value;
        // A list has no such entry.
        if (plain.tagName === 'SELECT' && plain.value !== value) missing.push(name);
      } else if (!known) missing.push(name);
      (choice ?? plain)?.dispatchEvent(new Event('input', { bubbles: true }));
    }
    for (const name of new Set(pairs.map(([each]) => each))) {
      const own = fields.filter((field) => field.name === name && field.type !== 'hidden');
      if (own.length > 0 && own.every(({ disabled }) => disabled)) missing.push(name);
    }
    return missing;
  },
};
