/**
 * The phone without reloading: sends forms in the background, asks for new lines, scrolls down.
 * Everything works without this file too.
 */
(() => {
  document.documentElement.classList.add('js');

  const POLL_MS = 1500;
  /** how soon one's own line shows up, before the answer is there */
  const SOON_MS = 100;
  /** an answer that comes sooner is not worth a word */
  const TYPING_MS = 350;
  const NEAR_PX = 160;

  /** @typedef {{ id: string, at: string, side: string, kind: string, html: string }} NewLine */

  /**
   * The lines on the screen.
   * @param {HTMLElement} phone
   */
  const chatOf = (phone) => {
    const chat = /** @type {HTMLElement} */ (phone.querySelector('.chat'));
    const list = /** @type {HTMLElement} */ (phone.querySelector('.lines'));
    const shown = [...list.querySelectorAll('[data-id]')];
    const known = new Set(shown.map((line) => line.getAttribute('data-id')));
    const title = document.title;
    let after = phone.dataset.after ?? '';
    let unread = 0;

    /** The chat is laid out from below: 0 is its end, and above it is negative. */
    const down = () => {
      chat.scrollTop = 0;
    };
    const showUnread = () => {
      document.title = unread === 0 ? title : `(${unread}) ${title}`;
    };
    document.addEventListener('visibilitychange', () => {
      if (!document.hidden) unread = 0;
      showUnread();
    });

    /**
     * A card on the screen that was closed shows so itself.
     * @param {Element | null} line
     */
    const close = (line) => {
      if (!(line instanceof HTMLElement) || line.dataset.closes === undefined) return;
      for (const task of list.querySelectorAll('.choice [name="task"]')) {
        const card = task.parentElement;
        if (task.getAttribute('value') !== line.dataset.closes || card === null) continue;
        for (const old of card.querySelectorAll('button, .closed')) old.remove();
        const words = document.createElement('p');
        words.className = 'closed';
        words.textContent = line.dataset.words ?? '';
        card.append(words);
      }
    };

    return {
      after: () => after,
      /** @param {readonly NewLine[]} lines */
      append: (lines) => {
        const near = chat.scrollTop > -NEAR_PX;
        const fresh = lines.filter(({ id }) => !known.has(id));
        for (const line of fresh) {
          known.add(line.id);
          list.insertAdjacentHTML('beforeend', line.html);
          close(list.lastElementChild);
          if (line.at > after) after = line.at;
        }
        const news = fresh.filter(({ side, kind }) => side === 'bureau' && kind !== 'closing');
        if (document.hidden) unread += news.length;
        if (fresh.some(({ side }) => side === 'follower') || (near && fresh.length > 0)) down();
        showUnread();
      },
    };
  };

  /**
   * What the played platform saw, where this phone goes through it.
   * @param {string} base
   * @param {string} version
   */
  const showLedger = async (base, version) => {
    const place = document.querySelector('.ledger');
    if (!(place instanceof HTMLElement) || place.dataset.version === version) return;
    const answer = await fetch(`${base}/ledger`);
    if (!answer.ok) return;
    /** @type {{ version: string, html: string }} */
    const fresh = await answer.json();
    place.dataset.version = fresh.version;
    place.innerHTML = fresh.html;
  };

  /**
   * Sends and fetches.
   * @param {HTMLElement} phone
   * @param {ReturnType<typeof chatOf>} chat
   */
  const lineTo = (phone, chat) => {
    const status = /** @type {HTMLElement} */ (phone.querySelector('.status'));
    let sending = 0;
    let reachable = true;
    /** @type {Promise<void>} */
    let last = Promise.resolve();

    const showStatus = () => {
      const words = sending > 0 ? '对方正在输入…' : (status.dataset.rest ?? '');
      const now = reachable ? words : '连接断开，正在重试…';
      if (status.textContent !== now) status.textContent = now;
    };
    const fetchLines = async () => {
      try {
        const after = encodeURIComponent(chat.after());
        const answer = await fetch(`${phone.dataset.base ?? ''}/lines?after=${after}`);
        if (!answer.ok) throw new Error(String(answer.status));
        /** @type {{ lines: NewLine[], ledger: string }} */
        const { lines, ledger } = await answer.json();
        chat.append(lines);
        await showLedger(phone.dataset.base ?? '', ledger);
        reachable = true;
      } catch {
        reachable = false;
      }
      showStatus();
    };
    /** One after the other, so that lines stay in order. */
    const poll = () => (last = last.then(fetchLines));
    const pollForever = async () => {
      await poll();
      setTimeout(pollForever, POLL_MS);
    };

    return {
      pollForever,
      /**
       * Whether it arrived.
       * @param {string} address
       * @param {FormData | URLSearchParams} body
       */
      post: async (address, body) => {
        sending += 1;
        setTimeout(showStatus, TYPING_MS);
        setTimeout(poll, SOON_MS);
        try {
          const headers = { accept: 'application/json' };
          return (await fetch(address, { method: 'POST', body, headers })).ok;
        } catch {
          return false;
        } finally {
          sending -= 1;
          await poll();
        }
      },
    };
  };

  /**
   * What the form would send if it were sent by this button.
   * @param {HTMLFormElement} form
   * @param {HTMLElement | null} button
   */
  const bodyOf = (form, button) => {
    const fields = new FormData(form);
    if (button instanceof HTMLButtonElement && button.name !== '')
      fields.set(button.name, button.value);
    if (form.enctype === 'multipart/form-data') return fields;
    const words = new URLSearchParams();
    fields.forEach((value, name) => words.append(name, String(value)));
    return words;
  };

  /** @param {HTMLElement} phone */
  const play = (phone) => {
    const chat = chatOf(phone);
    const line = lineTo(phone, chat);
    const field = phone.querySelector('textarea');
    const grow = () => {
      if (field === null) return;
      field.style.height = 'auto';
      field.style.height = `${field.scrollHeight + field.offsetHeight - field.clientHeight}px`;
    };

    phone.addEventListener('submit', async (event) => {
      const form = event.target;
      if (!(form instanceof HTMLFormElement) || form.dataset.send === undefined) return;
      event.preventDefault();
      const body = bodyOf(form, event.submitter);
      form.reset();
      grow();
      const arrived = await line.post(form.action, body);
      const text = body.get('text');
      if (!arrived && field?.value === '' && typeof text === 'string') field.value = text;
    });
    phone.addEventListener('change', ({ target }) => {
      if (target instanceof HTMLInputElement && target.type === 'file')
        target.form?.requestSubmit();
    });
    field?.addEventListener('input', grow);
    field?.addEventListener('keydown', (event) => {
      // while a word is being chosen, Enter belongs to the input method
      if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      field.form?.requestSubmit();
    });
    if (window.matchMedia('(hover: hover)').matches) field?.focus();
    void line.pollForever();
  };

  document.addEventListener('DOMContentLoaded', () => {
    const phone = document.querySelector('.phone');
    if (phone instanceof HTMLElement) play(phone);
  });
})();
