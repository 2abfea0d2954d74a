(function () {
  var main = document.querySelector('main[data-live]');
  if (!main || !window.EventSource) return;
  var asking = main.hasAttribute('data-asking');
  var lost = document.getElementById('lost'), news = document.getElementById('news'), heard, silence;
  // The page is left only for one that is sure to come: a network that fails now must not hide a call.
  function anew() {
    if (!window.fetch) { location.replace(main.dataset.here); return; }
    fetch(main.dataset.here).then(function (page) {
      if (page.status >= 500) throw page.status;
      location.replace(main.dataset.here);
    }).catch(function () {
      lost.hidden = false;
      setTimeout(anew, 3000);
    });
  }
  function put(id, text) {
    var place = document.getElementById(id);
    if (place && place.textContent !== text) place.textContent = text;
  }
  // The relay speaks every 15 s. A line that broke without a word (Wi-Fi left behind) is laid anew.
  function wait() {
    clearTimeout(silence);
    silence = setTimeout(function () { heard.close(); lost.hidden = false; listen(); }, 45000);
  }
  function listen() {
    wait();
    heard = new EventSource(main.dataset.live);
    heard.onmessage = function (message) {
      var told = JSON.parse(message.data);
      wait();
      lost.hidden = !told.lost;
      // Nobody is torn from a question by moving up; by a call, yes.
      var is_new = told.key !== main.dataset.key && (told.called || !asking);
      if (told.title && (is_new || !asking)) document.title = told.title;
      if (is_new) {
        heard.close();
        clearTimeout(silence);
        if (news && told.title) { news.textContent = told.title; news.hidden = false; }
        if (told.called && navigator.vibrate) navigator.vibrate([300, 150, 300]);
        setTimeout(anew, told.called ? 800 : 0);
        return;
      }
      put('ahead', told.ahead); put('wait', told.wait); put('advice', told.advice); put('updated', told.updated);
    };
    heard.onerror = function () {
      lost.hidden = false;
      if (heard.readyState === 2) { clearTimeout(silence); setTimeout(listen, 10000); }
    };
  }
  listen();
})();
