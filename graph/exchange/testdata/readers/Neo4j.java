import java.io.File;
import java.io.PrintStream;
import java.lang.reflect.Array;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

import org.neo4j.cli.AdminTool;
import org.neo4j.cli.ExecutionContext;
import org.neo4j.configuration.GraphDatabaseSettings;
import org.neo4j.dbms.api.DatabaseManagementService;
import org.neo4j.dbms.api.DatabaseManagementServiceBuilder;
import org.neo4j.graphdb.GraphDatabaseService;
import org.neo4j.graphdb.Label;
import org.neo4j.graphdb.Node;
import org.neo4j.graphdb.Relationship;
import org.neo4j.graphdb.Transaction;
import org.neo4j.io.fs.DefaultFileSystemAbstraction;

/**
 * Has Neo4j import CSV as neo4j-admin does, or run the statements of a Cypher file, and prints what is in its database then:
 * java -cp … Neo4j FORMAT FILE OUT.
 */
public class Neo4j {
    public static void main(String[] args) throws Exception {
        if (args[0].equals("check")) {
            Class.forName("org.neo4j.importer.ImportCommand");
            return;
        }
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        System.setOut(System.err);
        Path home = Files.createDirectories(Path.of(args[2]));
        if (args[0].equals("neo4j-csv")) {
            Files.createDirectories(home.resolve("conf"));
            PrintStream log = new PrintStream(Files.newOutputStream(home.resolve("import.log")), true, StandardCharsets.UTF_8);
            String folder = args[1] + File.separator;
            int code = AdminTool.execute(new ExecutionContext(home, home.resolve("conf"), log, log, new DefaultFileSystemAbstraction()), "database", "import", "full", "neo4j",
                "--nodes=" + folder + "organisations.csv", "--nodes=" + folder + "sources.csv", "--nodes=" + folder + "map.csv",
                "--relationships=" + folder + "relationships.csv", "--multiline-fields=true", "--bad-tolerance=0", "--max-off-heap-memory=200M");
            if (code != 0) {
                throw new IllegalStateException("neo4j-admin database import: " + Files.readString(home.resolve("import.log")));
            }
        }
        DatabaseManagementService service = new DatabaseManagementServiceBuilder(home)
            .setConfig(GraphDatabaseSettings.pagecache_memory, 64L << 20).build();
        GraphDatabaseService database = service.database("neo4j");
        if (args[0].equals("cypher")) {
            for (String statement : Files.readString(Path.of(args[1])).split(";\n")) {
                if (!statement.isBlank()) {
                    database.executeTransactionally(statement);
                }
            }
        }
        List<String> nodes = new ArrayList<>(), edges = new ArrayList<>();
        try (Transaction tx = database.beginTx()) {
            for (Node n : tx.getAllNodes()) {
                if (n.hasLabel(Label.label("Organisation"))) {
                    Map<String, Object> properties = new HashMap<>(n.getAllProperties());
                    nodes.add("{\"id\": " + json(properties.remove("id")) + ", \"attributes\": " + json(properties) + "}");
                }
            }
            for (Relationship r : tx.getAllRelationships()) {
                if (!r.getStartNode().hasLabel(Label.label("Organisation"))) {
                    continue; // of a source
                }
                Map<String, Object> properties = new HashMap<>(r.getAllProperties());
                properties.remove("sources"); // the ids in the evidence, once more
                if (properties.containsKey("mutual")) {
                    properties.put("symmetric", properties.remove("mutual"));
                }
                edges.add("{\"id\": " + json(properties.remove("id")) + ", \"source\": " + json(r.getStartNode().getProperty("id"))
                    + ", \"target\": " + json(r.getEndNode().getProperty("id")) + ", \"attributes\": " + json(properties) + "}");
            }
        }
        service.shutdown();
        out.println("{\"directed\": true, \"nodes\": [" + String.join(",", nodes) + "], \"edges\": [" + String.join(",", edges) + "]}");
        System.exit(0);
    }

    static String json(Object value) {
        if (value instanceof Map<?, ?> map) {
            StringJoiner all = new StringJoiner(", ", "{", "}");
            map.forEach((name, of) -> all.add(json(name) + ": " + json(of)));
            return all.toString();
        }
        if (value.getClass().isArray()) {
            StringJoiner all = new StringJoiner(", ", "[", "]");
            for (int i = 0; i < Array.getLength(value); i++) {
                all.add(json(Array.get(value, i)));
            }
            return all.toString();
        }
        if (value instanceof Number || value instanceof Boolean) {
            return value.toString();
        }
        StringBuilder text = new StringBuilder("\"");
        for (char c : value.toString().toCharArray()) {
            text.append(c < ' ' || c == '"' || c == '\\' ? String.format("\\u%04x", (int) c) : String.valueOf(c));
        }
        return text.append('"').toString();
    }
}
