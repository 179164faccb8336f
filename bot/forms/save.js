/**
 * Saves each question of a long form when it is left. Everything works without this file too: the
 * buttons of the page do the same.
 */
(() => {
  const found = document.querySelector('form[data-draft]');
  if (!(found instanceof HTMLFormElement)) return;
  const form = found;
  const auto = document.querySelector('[data-auto]');
  if (auto instanceof HTMLElement) auto.hidden = false;
  const SAVING = '正在保存……';
  const SAVED = '已保存';
  const LATER = '没有保存，网络恢复后会再试。请先不要关掉网页。';
  const OVER = '这个网页已经失效，没有保存。请回到微信回复“网页”取新的网页。';
  const AGAIN_MS = 8000;
  const TYPED = 'input:not([type=hidden]), select, textarea';

  /**
   * @typedef {{ id: string, error: string | null, version: string, note: string, inside: string | null }} Field
   * @typedef {{ gone?: boolean, progress: string, shown: string[], fields: Field[] }} Told
   */

  /**
   * Questions whose last save did not arrive.
   * @type {Set<HTMLElement>}
   */
  const waiting = new Set();
  /** one save after the other, so that the last word wins */
  let queue = Promise.resolve();

  /** @returns {HTMLElement[]} */
  const asks = () => [...form.querySelectorAll('[data-field]')].filter(isElement);
  /** @type {(one: unknown) => one is HTMLElement} */
  const isElement = (one) => one instanceof HTMLElement;

  /** @type {(ask: HTMLElement, words: string) => void} */
  const say = (ask, words) => {
    const state = ask.querySelector('[data-state]');
    if (state !== null) state.textContent = words;
  };

  /** @type {(data: FormData, input: Element) => void} */
  const add = (data, input) => {
    if (input instanceof HTMLInputElement) addInput(data, input);
    else if (input instanceof HTMLSelectElement || input instanceof HTMLTextAreaElement)
      data.append(input.name, input.value);
  };

  /** @type {(data: FormData, input: HTMLInputElement) => void} */
  const addInput = (data, input) => {
    const isTick = input.type === 'checkbox' || input.type === 'radio';
    for (const file of input.files ?? []) data.append(input.name, file);
    if (input.type !== 'file' && (!isTick || input.checked)) data.append(input.name, input.value);
  };

  /** @param {HTMLElement} ask */
  const contents = (ask) => {
    const data = new FormData();
    data.append('do', 'save');
    for (const input of ask.querySelectorAll('input, select, textarea')) add(data, input);
    return data;
  };

  /** @type {(ask: HTMLElement, error: string | null) => void} */
  const fault = (ask, error) => {
    const place = ask.querySelector('[data-error]');
    if (place instanceof HTMLElement) {
      place.textContent = error ?? '';
      place.hidden = error === null;
    }
    ask.classList.toggle('wrong', error !== null);
    for (const input of ask.querySelectorAll(TYPED)) {
      if (error === null) input.removeAttribute('aria-invalid');
      else input.setAttribute('aria-invalid', 'true');
    }
  };

  /** @param {readonly string[]} shown */
  const show = (shown) => {
    for (const ask of asks()) ask.hidden = !shown.includes(ask.dataset.field ?? '');
    for (const part of form.querySelectorAll('[data-section]'))
      if (part instanceof HTMLElement)
        part.hidden = part.querySelector('[data-field]:not([hidden])') === null;
  };

  /** @type {(ask: HTMLElement, field: Field) => void} */
  const settleField = (ask, field) => {
    if (field.inside !== null) ask.innerHTML = field.inside;
    const version = ask.querySelector('input[type=hidden]');
    if (version instanceof HTMLInputElement) version.value = field.version;
    fault(ask, field.error);
    say(ask, field.error === null ? [SAVED, field.note].filter(Boolean).join('。') : '');
  };

  /** @type {(other: Field) => void} */
  const renew = ({ id, inside }) => {
    const place = form.querySelector(`[data-field="${id}"]`);
    if (inside !== null && place !== null) place.innerHTML = inside;
  };

  /** @type {(ask: HTMLElement, told: Told) => void} */
  const settle = (ask, told) => {
    const field = told.fields?.find(({ id }) => id === ask.dataset.field);
    if (told.gone === true || field === undefined) {
      say(ask, OVER);
      return;
    }
    const progress = document.querySelector('[data-progress]');
    if (progress !== null) progress.textContent = told.progress;
    show(told.shown);
    settleField(ask, field);
    for (const other of told.fields) if (other !== field) renew(other);
  };

  /** @param {HTMLElement} ask */
  const send = async (ask) => {
    say(ask, SAVING);
    try {
      const answer = await fetch(form.getAttribute('action') ?? '', {
        method: 'POST',
        headers: { Accept: 'application/json' },
        body: contents(ask),
      });
      if (answer.status >= 500) throw new Error('later');
      waiting.delete(ask);
      const isTold = (answer.headers.get('Content-Type') ?? '').includes('json');
      if (isTold) settle(ask, await answer.json());
      else say(ask, OVER);
    } catch {
      waiting.add(ask);
      say(ask, LATER);
    }
  };

  /** @param {HTMLElement} ask */
  const save = (ask) => {
    queue = queue.then(() => send(ask));
  };
  const again = () => {
    for (const ask of [...waiting]) save(ask);
  };

  form.addEventListener('change', ({ target }) => {
    const ask = target instanceof Element ? target.closest('[data-field]') : null;
    if (ask instanceof HTMLElement) save(ask);
  });
  window.addEventListener('online', again);
  setInterval(again, AGAIN_MS);
})();
