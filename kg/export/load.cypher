// Put nodes.csv and relationships.csv into the import folder of the server, then run this in cypher-shell.
// It needs Neo4j 5.26 or newer (labels and types taken from the rows).
// For an empty database neo4j-admin is quicker:
//   neo4j-admin database import full --array-delimiter=U+001F --nodes=nodes.csv --relationships=relationships.csv neo4j
CREATE CONSTRAINT entity_id IF NOT EXISTS FOR (n:Entity) REQUIRE n.id IS UNIQUE;

LOAD CSV WITH HEADERS FROM 'file:///nodes.csv' AS row
CALL (row) {
  MERGE (n:Entity {id: row['id:ID']})
  SET // {node}
  SET n:$(row[':LABEL'])
} IN TRANSACTIONS OF 5000 ROWS;

LOAD CSV WITH HEADERS FROM 'file:///relationships.csv' AS row
CALL (row) {
  MATCH (a:Entity {id: row[':START_ID']}), (b:Entity {id: row[':END_ID']})
  MERGE (a)-[r:$(row[':TYPE'])]->(b)
  SET // {relationship}
} IN TRANSACTIONS OF 5000 ROWS;
