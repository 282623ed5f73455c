'use strict';
// What was said and done, without what was only noted.
(function () {
  const talk = document.querySelector('.talk');
  talk.hidden = false;
  talk.querySelector('input').addEventListener('change', event => {
    document.querySelector('.events').classList.toggle('only-talk', event.target.checked);
  });
}());
// The film strip is made of the pictures that the events hold; without scripts those are all there.
(function () {
  const shots = Array.from(document.querySelectorAll('.event figure.shot'));
  if (shots.length < 2) return;
  document.querySelectorAll('.needs-film').forEach(part => { part.hidden = false; });
  const film = document.querySelector('.film');
  const stage = film.querySelector('.stage');
  const frames = film.querySelector('.frames');
  const output = film.querySelector('output');
  const play = film.querySelector('[data-do=play]');
  const link = film.querySelector('.goto');
  let current = -1;
  let timer = 0;

  const buttons = shots.map((shot, index) => {
    const button = document.createElement('button');
    button.type = 'button';
    button.setAttribute('aria-label', 'Picture ' + (index + 1));
    const image = document.createElement('img');
    image.src = shot.querySelector('img').src;
    image.alt = '';
    image.loading = 'lazy';
    button.append(image);
    button.addEventListener('click', () => { stop(); show(index); });
    frames.append(button);
    return button;
  });

  function show(index) {
    current = Math.max(0, Math.min(shots.length - 1, index));
    stage.replaceChildren(shots[current].cloneNode(true));
    buttons.forEach((button, i) => button.setAttribute('aria-current', String(i === current)));
    const frame = buttons[current];
    frames.scrollLeft = frame.offsetLeft - frames.offsetLeft - frames.clientWidth / 2;
    output.textContent = (current + 1) + ' of ' + shots.length;
    link.href = '#' + shots[current].closest('.event').id;
  }

  function stop() {
    clearInterval(timer);
    timer = 0;
    play.textContent = '▶';
    play.setAttribute('aria-label', 'Play');
  }

  function start() {
    if (current === shots.length - 1) show(0);
    timer = setInterval(() => {
      if (current === shots.length - 1) stop();
      else show(current + 1);
    }, 700);
    play.textContent = '❚❚';
    play.setAttribute('aria-label', 'Pause');
  }

  film.addEventListener('click', event => {
    const what = event.target.dataset.do;
    if (what === 'play') { if (timer) stop(); else start(); }
    if (what === 'back' || what === 'forward') { stop(); show(current + (what === 'back' ? -1 : 1)); }
  });
  film.addEventListener('keydown', event => {
    if (event.key === 'ArrowLeft') { stop(); show(current - 1); }
    if (event.key === 'ArrowRight') { stop(); show(current + 1); }
  });
  show(0);
}());
