(function () {
  var main = document.querySelector('main[data-live]');
  if (!main || !window.EventSource) return;
  var lost = document.getElementById('lost'), heard;
  function anew() { location.replace(main.dataset.here); }
  function put(id, text) {
    var place = document.getElementById(id);
    if (place && place.textContent !== text) place.textContent = text;
  }
  function listen() {
    heard = new EventSource(main.dataset.live);
    heard.onmessage = function (message) {
      var told = JSON.parse(message.data);
      lost.hidden = !told.lost;
      if (told.key !== main.dataset.key) {
        heard.close();
        if (told.called && navigator.vibrate) navigator.vibrate([300, 150, 300]);
        setTimeout(anew, told.called ? 800 : 0);
        return;
      }
      put('ahead', told.ahead); put('wait', told.wait); put('advice', told.advice); put('updated', told.updated);
      document.title = told.title;
    };
    heard.onerror = function () {
      lost.hidden = false;
      if (heard.readyState === 2) setTimeout(listen, 10000);
    };
  }
  listen();
})();
