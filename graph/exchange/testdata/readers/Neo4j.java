import java.io.BufferedReader;
import java.io.File;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.reflect.Array;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import apoc.ApocConfig;
import apoc.export.csv.ExportCSV;
import apoc.export.graphml.ExportGraphML;
import apoc.export.json.ExportJson;
import apoc.export.json.ImportJson;
import org.neo4j.cli.AdminTool;
import org.neo4j.cli.ExecutionContext;
import org.neo4j.configuration.GraphDatabaseSettings;
import org.neo4j.dbms.api.DatabaseManagementService;
import org.neo4j.dbms.api.DatabaseManagementServiceBuilder;
import org.neo4j.graphdb.GraphDatabaseService;
import org.neo4j.graphdb.Label;
import org.neo4j.graphdb.Node;
import org.neo4j.graphdb.Relationship;
import org.neo4j.graphdb.Result;
import org.neo4j.graphdb.Transaction;
import org.neo4j.io.fs.DefaultFileSystemAbstraction;
import org.neo4j.kernel.api.procedure.GlobalProcedures;
import org.neo4j.kernel.internal.GraphDatabaseAPI;

/**
 * Has Neo4j import CSV as neo4j-admin does, run the statements of a Cypher file, or import JSON by APOC. For each line FORMAT, FILE and OUT
 * on its standard input, with tabs between them, it prints a line with what is in the database then, and has APOC export it in three
 * formats, as OUT with the name of the format after it. It goes on until its input ends, since it is slow to start.
 */
public class Neo4j {
    public static void main(String[] args) throws Exception {
        if (args.length > 0 && args[0].equals("check")) {
            Class.forName("org.neo4j.importer.ImportCommand");
            Class.forName("apoc.export.json.ExportJson");
            return;
        }
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        System.setOut(System.err);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String[] asked = line.split("\t");
            try {
                out.println(answer(asked[0], asked[1], asked[2]));
            } catch (Exception e) {
                e.printStackTrace();
                out.println(json("failed: " + e));
            }
        }
        System.exit(0);
    }

    static String answer(String format, String file, String to) throws Exception {
        Path home = Files.createDirectories(Path.of(to));
        if (format.equals("neo4j-csv")) {
            importCSV(home, file + File.separator);
        }
        DatabaseManagementService service = new DatabaseManagementServiceBuilder(home)
            .setConfig(GraphDatabaseSettings.pagecache_memory, 64L << 20).setConfig(GraphDatabaseSettings.preallocate_logical_logs, false).build();
        try {
            GraphDatabaseService database = service.database("neo4j");
            GlobalProcedures procedures = ((GraphDatabaseAPI) database).getDependencyResolver().resolveDependency(GlobalProcedures.class);
            for (Class<?> of : List.of(ExportJson.class, ImportJson.class, ExportCSV.class, ExportGraphML.class)) {
                procedures.registerProcedure(of);
            }
            for (String allowed : List.of("apoc.export.file.enabled", "apoc.import.file.enabled")) {
                ApocConfig.apocConfig().setProperty(allowed, true);
            }
            ApocConfig.apocConfig().setProperty("apoc.import.file.use_neo4j_config", false);
            if (format.equals("cypher")) {
                for (String statement : Files.readString(Path.of(file)).split(";\n")) {
                    if (!statement.isBlank()) {
                        database.executeTransactionally(statement);
                    }
                }
            } else if (format.equals("neo4j-json")) {
                importJSON(database, file);
            }
            for (String[] as : new String[][] {{"json", "neo4j-json"}, {"csv", "neo4j-csv"}, {"graphml", "graphml"}}) {
                run(database, "CALL apoc.export." + as[0] + ".all($file, $options)", to + "." + as[1], Map.of("useTypes", as[0].equals("graphml")));
            }
            return contents(database);
        } finally {
            service.shutdown();
        }
    }

    static void importCSV(Path home, String folder) throws Exception {
        Files.createDirectories(home.resolve("conf"));
        Files.writeString(home.resolve("conf").resolve("neo4j.conf"), "db.tx_log.preallocate=false\n"); // else a quarter of a GB for each import
        PrintStream log = new PrintStream(Files.newOutputStream(home.resolve("import.log")), true, StandardCharsets.UTF_8);
        int code = AdminTool.execute(new ExecutionContext(home, home.resolve("conf"), log, log, new DefaultFileSystemAbstraction()), "database", "import", "full", "neo4j",
            "--nodes=" + folder + "organisations.csv", "--nodes=" + folder + "sources.csv", "--nodes=" + folder + "map.csv",
            "--relationships=" + folder + "relationships.csv", "--multiline-fields=true", "--bad-tolerance=0", "--max-off-heap-memory=200M",
            "--report-file=" + home.resolve("import.report"));
        if (code != 0) {
            throw new IllegalStateException("neo4j-admin database import: " + Files.readString(home.resolve("import.log")));
        }
    }

    /** Imports, after the constraints that must be there for every label. */
    static void importJSON(GraphDatabaseService database, String file) throws Exception {
        Set<String> labels = new TreeSet<>(List.of("Organisation"));
        Matcher node = Pattern.compile("(?m)^\\{\"type\":\"node\",\"id\":\"[^\"]*\",\"labels\":\\[([^]]*)]").matcher(Files.readString(Path.of(file)));
        while (node.find()) {
            labels.addAll(List.of(node.group(1).replace("\"", "").split(",")));
        }
        for (String label : labels) {
            database.executeTransactionally("CREATE CONSTRAINT FOR (n:`" + label + "`) REQUIRE n.neo4jImportId IS UNIQUE");
        }
        run(database, "CALL apoc.import.json($file, $options)", file, Map.of());
    }

    static void run(GraphDatabaseService database, String statement, String file, Map<String, Object> options) {
        database.executeTransactionally(statement, Map.of("file", Path.of(file).toUri().toString(), "options", options), Result::resultAsString);
    }

    static String contents(GraphDatabaseService database) {
        List<String> nodes = new ArrayList<>(), edges = new ArrayList<>();
        try (Transaction tx = database.beginTx()) {
            for (Node n : tx.getAllNodes()) {
                if (n.hasLabel(Label.label("Organisation"))) {
                    Map<String, Object> properties = new HashMap<>(n.getAllProperties());
                    properties.remove("neo4jImportId");
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
        return "{\"directed\": true, \"nodes\": [" + String.join(",", nodes) + "], \"edges\": [" + String.join(",", edges) + "]}";
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
