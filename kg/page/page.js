/* The page of one graph: draws the network that pyvis described, shows facts and evidence of the node clicked.
   Everything that comes from documents goes into the page as text (textContent), never as markup. */
"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const side = document.getElementById("side");
  const byId = new Map(data.details.map((detail) => [detail.id, detail]));
  const typeOf = new Map(data.types.map((type) => [type.type, type]));
  const relationOf = new Map(data.relations.map((relation) => [relation.relation, relation]));
  const neighbours = new Map(data.details.map((detail) => [detail.id, []]));
  for (const edge of data.network.edges) {
    neighbours.get(edge.from).push({ edge, other: edge.to, out: true });
    neighbours.get(edge.to).push({ edge, other: edge.from, out: false });
  }
  const rank = new Map([...data.network.nodes].sort((a, b) => b.size - a.size).map((node, k) => [node.id, k]));

  const hidden = new Set();
  const nodes = new vis.DataSet(data.network.nodes.map((node) => ({ ...node, label: undefined })));
  const edges = new vis.DataSet(data.network.edges);
  const view = new vis.DataView(nodes, { filter: (node) => !hidden.has(byId.get(node.id).type) });
  const holder = document.getElementById("graph");
  const network = new vis.Network(holder, { nodes: view, edges }, data.network.options);
  let selected = null;

  /* Labels: the most important first, each only where it covers no other; more appear with zoom. */
  const shades = () => getComputedStyle(document.documentElement);
  network.on("afterDrawing", (context) => {
    const scale = network.getScale();
    const size = 13 / scale;
    const cell = 18 / scale;
    const taken = new Set();
    const ink = shades().getPropertyValue("--ink");
    const paper = shades().getPropertyValue("--ground");
    const near = selected ? new Set([selected, ...neighbours.get(selected).map((link) => link.other)]) : null;
    const box = { from: network.DOMtoCanvas({ x: 0, y: 0 }), to: network.DOMtoCanvas({ x: holder.clientWidth, y: holder.clientHeight }) };
    context.textAlign = "center";
    context.textBaseline = "top";
    const order = [...data.network.nodes].sort((a, b) =>
      (near ? Number(near.has(b.id)) - Number(near.has(a.id)) : 0) || rank.get(a.id) - rank.get(b.id));
    let drawn = 0;
    for (const node of order) {
      const detail = byId.get(node.id);
      if (drawn > 400 || hidden.has(detail.type)) continue;
      if (node.x < box.from.x || node.x > box.to.x || node.y < box.from.y || node.y > box.to.y) continue;
      const big = detail.type === "Region" ? 1.25 : 1;
      const text = detail.name.length > 16 ? detail.name.slice(0, 15) + "…" : detail.name;
      context.font = `${big > 1 ? "600 " : ""}${size * big}px "PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif`;
      const width = context.measureText(text).width;
      const top = node.y + node.size + 2 / scale;
      const cells = [];
      for (let x = Math.floor((node.x - width / 2) / cell); x <= Math.floor((node.x + width / 2) / cell); x += 1) {
        for (let y = Math.floor(top / cell); y <= Math.floor((top + size * big) / cell); y += 1) cells.push(`${x},${y}`);
      }
      if (cells.some((key) => taken.has(key))) continue;
      cells.forEach((key) => taken.add(key));
      context.globalAlpha = near && !near.has(node.id) ? 0.3 : 1;
      context.lineWidth = 3 / scale;
      context.strokeStyle = paper;
      context.strokeText(text, node.x, top);
      context.fillStyle = ink;
      context.fillText(text, node.x, top);
      drawn += 1;
    }
    context.globalAlpha = 1;
  });

  const make = (tag, text, className) => {
    const element = document.createElement(tag);
    if (text !== undefined) element.textContent = text;
    if (className) element.className = className;
    return element;
  };

  const link = (id) => {
    const button = make("button", byId.get(id).name);
    button.addEventListener("click", () => show(id, true));
    return button;
  };

  /* A quoted sentence with the names of the node marked. */
  const quote = (index, names) => {
    const [documentIndex, text] = data.evidence[index];
    const block = make("blockquote");
    let rest = text;
    while (rest) {
      const hits = names.map((name) => [rest.indexOf(name), name]).filter(([at]) => at >= 0);
      if (!hits.length) { block.append(rest); break; }
      const [at, name] = hits.sort((a, b) => a[0] - b[0] || b[1].length - a[1].length)[0];
      block.append(rest.slice(0, at), make("mark", name));
      rest = rest.slice(at + name.length);
    }
    const source = data.documents[documentIndex];
    block.append(make("div", [source.title, source.issued, source.source].filter(Boolean).join(" · "), "source"));
    return block;
  };

  const withEvidence = (head, indices, names) => {
    if (!indices.length) return head;
    const box = make("details");
    const summary = make("summary");
    summary.append(head);
    box.append(summary, ...indices.map((index) => quote(index, names)));
    return box;
  };

  const show = (id, move) => {
    selected = id;
    const detail = byId.get(id);
    const names = [detail.name, ...detail.aliases];
    side.replaceChildren(make("h2", detail.name), make("div", `${typeOf.get(detail.type).zh} ${typeOf.get(detail.type).en}`, "names"));
    if (detail.aliases.length) side.append(make("div", `又名 Also: ${detail.aliases.join("、")}`, "names"));
    if (detail.facts.length) {
      side.append(make("h3", "事实 Facts"));
      const list = make("ul");
      for (const [label, value, indices] of detail.facts) {
        const item = make("li");
        item.append(withEvidence(make("span", `${label}:${value}`), indices, names));
        list.append(item);
      }
      side.append(list);
    }
    const groups = new Map();
    for (const entry of neighbours.get(id)) {
      const relation = relationOf.get(entry.edge.title);
      const title = entry.out ? `${relation.zh} ${relation.en}` : `← ${relation.zh} ${relation.en}`;
      if (!groups.has(title)) groups.set(title, []);
      groups.get(title).push(entry);
    }
    for (const [title, entries] of [...groups].sort()) {
      side.append(make("h3", `${title} (${entries.length})`));
      const list = make("ul");
      for (const entry of entries) {
        const item = make("li");
        item.append(withEvidence(link(entry.other), data.edgeEvidence[entry.edge.id] || [], [...names, byId.get(entry.other).name, ...byId.get(entry.other).aliases]));
        list.append(item);
      }
      side.append(list);
    }
    if (detail.evidence.length) {
      side.append(make("h3", "提及 Mentioned"), ...detail.evidence.map((index) => quote(index, names)));
    }
    side.scrollTop = 0;
    network.unselectAll();
    if (view.get(id)) {
      network.selectNodes([id]);
      if (move) network.focus(id, { scale: Math.max(network.getScale(), 0.9), animation: false });
    }
    network.redraw();
  };

  const welcome = () => {
    selected = null;
    network.unselectAll();
    side.replaceChildren(make("h2", "知识图谱"), make("p", "点击一个节点,看它的事实、关系和出处原句;用上方图例筛选类型,用搜索框查找。"),
      make("p", "Click a node to see its facts, relations and the sentences they come from; filter by the legend, find by search."));
    if (data.left_out) side.append(make("p", `只画出联系最多的 ${data.details.length} 个节点,另有 ${data.left_out} 个在 graph.ttl 中。 The ${data.details.length} most connected nodes are drawn; ${data.left_out} more are in graph.ttl.`, "notice"));
    const table = make("table");
    for (const source of data.documents) {
      const row = make("tr");
      row.append(make("td", source.title), make("td", source.issued));
      table.append(row);
    }
    side.append(make("h3", `文档 Documents (${data.documents.length})`), table);
  };

  network.on("click", (event) => (event.nodes.length ? show(event.nodes[0], false) : welcome()));

  const shapes = { dot: "M7 1a6 6 0 1 0 .01 0z", square: "M2 2h10v10H2z", diamond: "M7 0l7 7-7 7-7-7z", triangle: "M7 1l6 11H1z",
    star: "M7 0l2 5h5l-4 3 2 6-5-4-5 4 2-6-4-3h5z", hexagon: "M4 1h6l4 6-4 6H4L0 7z", triangleDown: "M1 2h12L7 13z" };
  for (const type of data.types) {
    const button = make("button");
    const icon = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
    icon.setAttribute("viewBox", "0 0 14 14");
    icon.setAttribute("aria-hidden", "true");
    path.setAttribute("d", shapes[type.shape]);
    path.setAttribute("fill", type.color);
    icon.append(path);
    button.append(icon, `${type.zh} `, make("small", `${type.en} ${type.count}`));
    button.setAttribute("aria-pressed", "true");
    button.addEventListener("click", () => {
      const on = hidden.delete(type.type);
      if (!on) hidden.add(type.type);
      button.setAttribute("aria-pressed", String(on));
      view.refresh();
    });
    document.getElementById("legend").append(button);
  }

  const search = document.getElementById("search");
  const found = document.getElementById("found");
  const fold = (text) => text.normalize("NFKC").toLowerCase().replace(/[\s“”"'‘’《》]/g, "");
  const index = data.details.map((detail) => ({ id: detail.id, keys: [detail.name, ...detail.aliases, detail.code].map(fold) }));
  search.addEventListener("input", () => {
    const wanted = fold(search.value);
    const hits = wanted ? index.filter((entry) => entry.keys.some((key) => key.includes(wanted))) : [];
    hits.sort((a, b) => rank.get(a.id) - rank.get(b.id));
    found.replaceChildren(...hits.slice(0, 30).map((entry) => {
      const item = make("li");
      const button = make("button", `${byId.get(entry.id).name} · ${typeOf.get(byId.get(entry.id).type).zh}`);
      button.addEventListener("click", () => { found.replaceChildren(); show(entry.id, true); });
      item.append(button);
      return item;
    }));
  });
  search.addEventListener("keydown", (event) => {
    if (event.key === "Enter") found.querySelector("button")?.click();
    if (event.key === "Escape") { search.value = ""; found.replaceChildren(); }
  });

  welcome();
  network.once("afterDrawing", () => { document.body.dataset.drawn = "true"; });
  network.fit({ animation: false });
})();
