"use strict";

// The editor of YASGUI, for our endpoint alone: nothing in it may ask another server.
(async () => {
  const endpoint = new URL("/sparql", location.href).href;
  Yasgui.Yasqe.defaults.autocompleters = ["variables", "prefixes"]; // the others ask a service on the web
  Yasgui.Yasqe.defaults.prefixCcApi = null;

  const cut = document.getElementById("cut");
  const showCut = (_, response) => {
    const rows = response.headers?.get("X-Graphbuild-Cut");
    cut.textContent = rows ? `Cut after ${rows} rows: there are more.` : "";
  };
  const { prefixes, questions } = await (await fetch("/query/questions.json")).json();

  // Tabs are kept from earlier visits; whatever they say, they ask here.
  const requestConfig = { endpoint, method: "POST", headers: {}, args: [], namedGraphs: [], defaultGraphs: [] };
  const yasgui = new Yasgui(document.getElementById("yasgui"), {
    requestConfig,
    yasr: { ...Yasgui.Yasr.defaults, prefixes },
    populateFromUrl: false, // a link may not put a query here and run it
    copyEndpointOnNewTab: false,
    endpointCatalogueOptions: { getData: () => [], keys: [], renderItem: () => {} },
    persistencyExpire: 60 * 60 * 24 * 7,
  });
  const keepHere = (tab) => tab && tab.getEndpoint() !== endpoint && tab.setEndpoint(endpoint);
  yasgui.on("tabSelect", (_, id) => keepHere(yasgui.getTab(id)));
  yasgui.on("queryBefore", (_, tab) => {
    keepHere(tab);
    cut.textContent = "";
    const editor = tab.getYasqe();
    editor.off("queryResponse", showCut);
    editor.on("queryResponse", showCut);
  });
  keepHere(yasgui.getTab());

  const table = { settings: { selectedPlugin: "table", pluginsConfig: { table: { compact: true } } } };
  const select = document.getElementById("question");
  questions.forEach((question, index) => select.append(new Option(question.title, index)));
  select.addEventListener("change", () => {
    const question = questions[select.value];
    if (!question) return;
    yasgui.addTab(true, { name: question.name, requestConfig, yasqe: { value: question.query }, yasr: table });
    select.value = "";
  });
  document.documentElement.dataset.ready = "";
})();
