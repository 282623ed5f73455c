'use strict';
// Filters what the page already holds; without scripts everything is simply shown.
(function () {
  const lower = text => (text || '').toLowerCase();

  function setUp(form) {
    const items = Array.from(document.querySelectorAll('.' + form.dataset.filter));
    const output = form.querySelector('output');
    const inputs = Array.from(form.querySelectorAll('[data-by]'));
    form.hidden = items.length === 0;

    function matches(item, input) {
      const wanted = lower(input.value).trim();
      if (!wanted) return true;
      if (input.dataset.by === 'text') {
        const text = lower(item.dataset.text);
        return wanted.split(/\s+/).every(word => text.includes(word));
      }
      if (input.dataset.by === 'state') return lower(item.dataset.state).split(' ').includes(wanted);
      return item.dataset.agent === input.value;
    }

    function apply() {
      let shown = 0;
      for (const item of items) {
        item.hidden = !inputs.every(input => matches(item, input));
        if (!item.hidden) shown += 1;
      }
      output.textContent = shown === items.length ? '' : shown + ' of ' + items.length + ' shown';
    }

    function openAll(open) {
      for (const item of items) if (!item.hidden) item.open = open;
    }

    form.addEventListener('input', apply);
    form.addEventListener('submit', event => event.preventDefault());
    form.addEventListener('click', event => {
      if (event.target.dataset.do) openAll(event.target.dataset.do === 'open');
    });
    apply();
  }

  document.querySelectorAll('form[data-filter]').forEach(setUp);

  // paper can't be clicked
  let opened = [];
  window.addEventListener('beforeprint', () => {
    opened = Array.from(document.querySelectorAll('details:not([open])'));
    for (const details of opened) details.open = true;
  });
  window.addEventListener('afterprint', () => {
    for (const details of opened) details.open = false;
  });
}());
