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
    form.addEventListener('reset', () => setTimeout(apply));
    form.addEventListener('submit', event => event.preventDefault());
    form.addEventListener('click', event => {
      if (event.target.dataset.do) openAll(event.target.dataset.do === 'open');
    });
    apply();
  }

  document.querySelectorAll('form[data-filter]').forEach(setUp);

  // a link to something that is closed or filtered out opens it
  function reveal() {
    const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target || target.tagName !== 'DETAILS') return;
    target.open = true;
    if (target.hidden) document.querySelector('form[data-filter="attempt"]').reset();
    setTimeout(() => target.scrollIntoView());
  }
  window.addEventListener('hashchange', reveal);
  document.addEventListener('click', event => {
    const link = event.target.closest('a[href^="#"]');
    if (link && link.hash === location.hash) reveal();
  });
  reveal();

  // of long tables the first rows
  document.querySelectorAll('table[data-fold]').forEach(table => {
    const rows = Array.from(table.tBodies[0].rows).slice(Number(table.dataset.fold));
    if (rows.length < 3) return;
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'fold-all';
    function show(all) {
      for (const row of rows) row.hidden = !all;
      button.textContent = all ? 'Show fewer' : 'Show ' + rows.length + ' more';
      button.setAttribute('aria-expanded', String(all));
    }
    button.addEventListener('click', () => show(button.getAttribute('aria-expanded') !== 'true'));
    window.addEventListener('beforeprint', () => show(true));
    table.after(button);
    show(false);
  });

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
