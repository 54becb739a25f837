// What the pages do beyond forms and links: they send a form once, keep their live part fresh, say when they are
// offline, and call the agent whose visitor has come. Written for old browsers inside other apps: no modules, no fetch.
(function () {
  'use strict';
  var body = document.body;
  var offline = document.getElementById('offline');

  // A form is sent once, however often it is tapped; coming back to the page frees it again.
  document.addEventListener('submit', function (event) {
    var form = event.target;
    if (event.defaultPrevented) return;
    if (form.getAttribute('data-sent')) { event.preventDefault(); return; }
    if (navigator.onLine === false) { event.preventDefault(); say(true); return; }
    form.setAttribute('data-sent', '1');
    each(form.querySelectorAll('button'), function (b) { b.setAttribute('aria-disabled', 'true'); });
  });
  window.addEventListener('pageshow', function () {
    each(document.querySelectorAll('form[data-sent]'), function (form) {
      form.removeAttribute('data-sent');
      each(form.querySelectorAll('button'), function (b) { b.removeAttribute('aria-disabled'); });
    });
  });
  function each(list, f) { for (var i = 0; i < list.length; i++) f(list[i]); }

  // What has been done is said once: a reload does not say it again.
  if (/[?&]done=/.test(location.search) && window.history.replaceState) {
    var rest = location.search.replace(/([?&])done=[^&]*&?/, '$1').replace(/[?&]$/, '');
    history.replaceState(null, '', location.pathname + rest + location.hash);
  }

  // The live part.
  var live = document.getElementById('live');
  var every = live ? Number(live.getAttribute('data-live')) * 1000 : 0;
  var mark = ''; // of what is shown
  var fresh = Date.now(), asking = false, over = false, called = alertOf(); // over: what is shown will not change again
  function say(is) {
    if (!offline) return;
    offline.hidden = !is;
    if (is) { offline.querySelector('span').textContent = clock(fresh); }
  }
  function clock(at) {
    var d = new Date(at);
    return two(d.getHours()) + ':' + two(d.getMinutes()) + ':' + two(d.getSeconds());
  }
  function two(n) { return (n < 10 ? '0' : '') + n; }
  function alertOf() {
    var e = live && live.querySelector('[data-alert]');
    return e ? e.getAttribute('data-alert') : '';
  }
  // What somebody has begun to type stays, unless the state that it was about has changed.
  var begun = false;
  if (live) { live.addEventListener('input', begin); live.addEventListener('change', begin); }
  function begin() { begun = true; }
  function show(next) {
    each(live.querySelectorAll('details[open]'), function (d) {
      var same = d.id && next.querySelector('#' + d.id);
      if (same) same.setAttribute('open', '');
    });
    live.innerHTML = next.innerHTML;
    begun = false;
  }
  function refresh() {
    if (asking || over || document.hidden) return;
    asking = true;
    var request = new XMLHttpRequest();
    request.open('GET', body.getAttribute('data-at'));
    request.setRequestHeader('X-Live', '1');
    if (mark) request.setRequestHeader('If-None-Match', mark);
    request.timeout = 8000;
    request.onload = function () {
      asking = false;
      if (request.status === 401) { location.reload(); return; }
      if (request.status !== 200 && request.status !== 304) { late(); return; }
      fresh = Date.now();
      body.classList.remove('stale');
      say(false);
      if (request.status === 304) return;
      var next = document.createElement('div');
      next.innerHTML = request.responseText;
      var to = next.querySelector('[data-alert]');
      if (!begun || (to && to.getAttribute('data-alert') !== alertOf())) {
        show(next);
        mark = request.getResponseHeader('ETag') || '';
      }
      over = !!live.querySelector('[data-last]');
      call();
    };
    request.onerror = request.ontimeout = function () { asking = false; late(); };
    request.send();
  }
  function late() {
    say(true);
    if (Date.now() - fresh > 2 * every) body.classList.add('stale');
  }
  if (live && every) {
    setInterval(refresh, every);
    setInterval(function () { if (!over && Date.now() - fresh > 3 * every && !document.hidden) late(); }, 1000);
    document.addEventListener('visibilitychange', refresh);
    window.addEventListener('online', refresh);
  }
  window.addEventListener('offline', function () { late(); });
  window.addEventListener('online', function () { if (!live) say(false); });

  // Calling: sound, vibration and title, once for each visitor. Browsers allow sound after the first touch.
  var Audio = window.AudioContext || window.webkitAudioContext, sound;
  function wake() { if (Audio && !sound) { try { sound = new Audio(); } catch (e) { sound = null; } } }
  document.addEventListener('touchend', wake);
  document.addEventListener('click', wake);
  function call() {
    var now = alertOf();
    if (now && now !== called) {
      if (navigator.vibrate) navigator.vibrate([300, 150, 300, 150, 500]);
      if (sound) [0, 0.35, 0.7].forEach(beep);
      document.title = '● ' + document.title.replace(/^● /, '');
    }
    if (!now) document.title = document.title.replace(/^● /, '');
    called = now;
  }
  function beep(after) {
    var tone = sound.createOscillator(), level = sound.createGain(), at = sound.currentTime + after;
    tone.frequency.value = 880;
    level.gain.setValueAtTime(0.35, at);
    level.gain.linearRampToValueAtTime(0.001, at + 0.28);
    tone.connect(level); level.connect(sound.destination);
    tone.start(at); tone.stop(at + 0.3);
  }

  // The front desk: a number that is typed in full is looked up at once.
  each(document.querySelectorAll('form[data-lookup]'), function (form) {
    var into = document.getElementById('owner');
    var asked = into.children.length ? form.elements.phone.value.replace(/[^0-9]/g, '') : '';
    form.elements.phone.addEventListener('input', function () {
      var number = this.value.replace(/[^0-9０-９]/g, '').replace(/^(0086|86)(?=1)/, '');
      if (number.length !== 11) { if (asked) { into.innerHTML = ''; asked = ''; } return; }
      if (number === asked) return;
      asked = number;
      var request = new XMLHttpRequest();
      request.open('POST', form.getAttribute('data-lookup'));
      request.setRequestHeader('X-Live', '1');
      request.setRequestHeader('Content-Type', 'application/x-www-form-urlencoded');
      request.timeout = 8000;
      request.onload = function () {
        if (number !== asked) return;
        if (request.status === 401) { location.reload(); return; }
        into.innerHTML = request.status === 200 ? request.responseText : '';
      };
      request.onerror = request.ontimeout = function () { asked = ''; say(true); };
      request.send('phone=' + encodeURIComponent(number) + '&proof=' + encodeURIComponent(form.elements.proof.value));
    });
  });

  // The check-in code comes after the # of the address, which never leaves the phone by itself.
  var scanned = location.hash.slice(1);
  var checkIn = document.getElementById('check-in');
  if (checkIn) {
    if (scanned) {
      checkIn.elements.token.value = scanned;
      if (history.replaceState) history.replaceState(null, '', location.pathname + location.search);
    }
    var has = !!checkIn.elements.token.value;
    document.getElementById('scanned').hidden = !has;
    document.getElementById('not-scanned').hidden = has;
  }
  each(document.querySelectorAll('form[data-keep-hash]'), function (form) {
    if (scanned) form.action += '#' + scanned;
  });
  // What a whole number or name is masked to in the table.
  function mask(sought) {
    var digits = sought.replace(/[\s-]/g, '');
    if (/^1\d{10}$/.test(digits)) return digits.slice(0, 3) + '****' + digits.slice(7);
    return /^[\u4e00-\u9fff]{2,4}$/.test(sought) ? sought.charAt(0) + '*' : '';
  }
  // Finding in a table that is there: what is sought never leaves the browser.
  each(document.querySelectorAll('[data-find]'), function (field) {
    var rows = document.querySelectorAll('#' + field.getAttribute('data-find') + ' tbody tr');
    var none = document.getElementById('none-found');
    field.addEventListener('input', function () {
      var sought = field.value.trim().toLowerCase(), masked = mask(sought), found = 0;
      each(rows, function (row) {
        var text = row.textContent.toLowerCase();
        row.hidden = text.indexOf(sought) < 0 && (!masked || text.indexOf(masked) < 0);
        if (!row.hidden) found++;
      });
      none.hidden = found > 0;
    });
  });
  // What goes on by itself as long as the page is open; without this script the button does it.
  each(document.querySelectorAll('form[data-auto]'), function (form) {
    setTimeout(function () {
      if (navigator.onLine !== false && !form.getAttribute('data-sent')) form.querySelector('button').click();
    }, 700);
  });
  each(document.querySelectorAll('[data-print]'), function (b) {
    b.addEventListener('click', function () { window.print(); });
  });
})();
