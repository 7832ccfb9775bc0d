// Put nodes.csv and relationships.csv into the import folder of the server, then run this in cypher-shell.
// It needs Neo4j 5.26 or newer (labels and types taken from the rows).
// For an empty database neo4j-admin is quicker:
//   neo4j-admin database import full --array-delimiter=U+001F --nodes=nodes.csv --relationships=relationships.csv neo4j
CREATE CONSTRAINT entity_id IF NOT EXISTS FOR (n:Entity) REQUIRE n.id IS UNIQUE;

LOAD CSV WITH HEADERS FROM 'file:///nodes.csv' AS row
CALL (row) {
  MERGE (n:Entity {id: row['id:ID']})
  SET n.name = row.name, n.kind = row[':LABEL'],
      n.alias = [x IN split(coalesce(row['alias:string[]'], ''), '\u001F') WHERE x <> ''],
      n.code = row['code:string[]'], n.divisionCode = row['divisionCode:string[]'], n.stage = row['stage:string[]'],
      n.value = toFloat(row['value:string[]']), n.unit = row['unit:string[]'], n.period = row['period:string[]'],
      n.indicator = row['indicator:string[]']
  SET n:$(row[':LABEL'])
} IN TRANSACTIONS OF 5000 ROWS;

LOAD CSV WITH HEADERS FROM 'file:///relationships.csv' AS row
CALL (row) {
  MATCH (a:Entity {id: row[':START_ID']}), (b:Entity {id: row[':END_ID']})
  MERGE (a)-[r:$(row[':TYPE'])]->(b)
  SET r.quote = row['quote:string'], r.document = row['document:string'], r.rule = row['rule:string'],
      r.start = toInteger(row['start:int']), r.end = toInteger(row['end:int'])
} IN TRANSACTIONS OF 5000 ROWS;
