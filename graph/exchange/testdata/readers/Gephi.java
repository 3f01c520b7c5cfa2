import java.io.BufferedReader;
import java.io.File;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.Writer;
import java.lang.reflect.Array;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeSet;
import java.util.logging.Level;
import java.util.logging.Logger;

import org.gephi.graph.api.types.TimeSet;
import org.gephi.io.exporter.api.ExportController;
import org.gephi.io.exporter.plugin.ExporterSpreadsheet;
import org.gephi.io.importer.api.ColumnDraft;
import org.gephi.io.importer.api.Container;
import org.gephi.io.importer.api.ContainerUnloader;
import org.gephi.io.importer.api.EdgeDirection;
import org.gephi.io.importer.api.EdgeDirectionDefault;
import org.gephi.io.importer.api.EdgeDraft;
import org.gephi.io.importer.api.EdgeMergeStrategy;
import org.gephi.io.importer.api.ElementDraft;
import org.gephi.io.importer.api.ImportController;
import org.gephi.io.importer.api.Issue;
import org.gephi.io.importer.api.NodeDraft;
import org.gephi.io.importer.plugin.file.spreadsheet.ImporterSpreadsheetCSV;
import org.gephi.io.processor.plugin.AppendProcessor;
import org.gephi.project.api.ProjectController;
import org.gephi.project.api.Workspace;
import org.openide.util.Lookup;

/**
 * Reads GEXF, GraphML, GML and CSV as Gephi's File, Open does, says what it saw, and exports the workspace that this gives to OUT in the same
 * format, without merging parallel edges. Each line of standard input is a question, FORMAT, FILE and OUT with tabs between them; each
 * line of standard output an answer.
 */
public class Gephi {
    public static void main(String[] args) throws Exception {
        Logger.getLogger("").setLevel(Level.OFF);
        if (args.length > 0) { // "check"
            Class.forName("org.gephi.io.importer.api.ImportController");
            return;
        }
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        System.setOut(System.err);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            try {
                out.println(answer(line.split("\t")));
            } catch (Exception e) {
                e.printStackTrace();
                out.println(json("failed: " + e));
            }
        }
        System.exit(0);
    }

    static String answer(String[] args) throws Exception {
        Lookup.getDefault().lookup(ProjectController.class).newProject();
        List<String> nodes, edges;
        if (args[0].equals("gephi-csv")) {
            Container first = table(new File(args[1], "nodes.csv")), second = table(new File(args[1], "edges.csv"));
            nodes = nodes(unload(first));
            edges = edges(unload(second));
            process(first, second);
            Files.createDirectory(new File(args[2]).toPath());
            spreadsheet(ExporterSpreadsheet.ExportTable.NODES, new File(args[2], "nodes.csv"));
            spreadsheet(ExporterSpreadsheet.ExportTable.EDGES, new File(args[2], "edges.csv"));
            Files.copy(new File(args[1], "map.csv").toPath(), new File(args[2], "map.csv").toPath()); // which a user has still
        } else {
            ImportController controller = Lookup.getDefault().lookup(ImportController.class);
            File file = new File(args[1] + "." + args[0]); // it goes by the extension
            Files.copy(new File(args[1]).toPath(), file.toPath());
            Container container = controller.importFile(file);
            ContainerUnloader u = unload(container);
            nodes = nodes(u);
            edges = edges(u);
            process(container);
            File out = new File(args[2] + "." + args[0]);
            Lookup.getDefault().lookup(ExportController.class).exportFile(out);
            Files.move(out.toPath(), new File(args[2]).toPath());
        }
        return "{\"directed\": true, \"nodes\": [" + String.join(",", nodes) + "], \"edges\": [" + String.join(",", edges) + "]}";
    }

    /** Brings what has been read into the workspace, as the last step of an import does. */
    static void process(Container... containers) {
        Workspace workspace = Lookup.getDefault().lookup(ProjectController.class).getCurrentWorkspace();
        for (Container container : containers) {
            container.getLoader().setEdgesMergeStrategy(EdgeMergeStrategy.NO_MERGE);
            Lookup.getDefault().lookup(ImportController.class).process(container, new AppendProcessor(), workspace);
        }
    }

    static void spreadsheet(ExporterSpreadsheet.ExportTable table, File file) throws Exception {
        ExporterSpreadsheet exporter = new ExporterSpreadsheet();
        exporter.setWorkspace(Lookup.getDefault().lookup(ProjectController.class).getCurrentWorkspace());
        exporter.setTableToExport(table);
        try (Writer writer = Files.newBufferedWriter(file.toPath())) {
            exporter.setWriter(writer);
            exporter.execute();
        }
    }

    /** A table, with the types of columns that Gephi proposes, but for text where it proposes points in time: then a year stays one. */
    static Container table(File file) throws Exception {
        ImporterSpreadsheetCSV importer = new ImporterSpreadsheetCSV();
        importer.setFile(file);
        importer.refreshAutoDetections();
        importer.getColumnsClasses().forEach((column, type) -> {
            if (TimeSet.class.isAssignableFrom(type)) {
                importer.setColumnClass(column, String.class);
            }
        });
        return Lookup.getDefault().lookup(ImportController.class).importFile(file, importer);
    }

    /** What is in a container. What it warns of is an error, but for attributes of the map. */
    static ContainerUnloader unload(Container container) {
        container.getReport().getIssues(Integer.MAX_VALUE).forEachRemaining(issue -> {
            boolean ofTheMap = issue.getMessage().startsWith("Graph attributes '"); // for which it has no place
            if (issue.getLevel() != Issue.Level.INFO && !ofTheMap) {
                throw new IllegalStateException(issue.getLevel() + ": " + issue.getMessage());
            }
        });
        return container.getUnloader();
    }

    static List<String> nodes(ContainerUnloader u) {
        List<String> all = new ArrayList<>();
        for (NodeDraft n : u.getNodes()) {
            all.add("{\"id\": " + json(n.getId()) + ", \"attributes\": {" + attributes(n, u.getNodeColumns()) + "}}");
        }
        return all;
    }

    static List<String> edges(ContainerUnloader u) {
        List<String> all = new ArrayList<>();
        for (EdgeDraft e : u.getEdges()) {
            if (e.getDirection() != EdgeDirection.DIRECTED && !(e.getDirection() == null && u.getEdgeDefault() == EdgeDirectionDefault.DIRECTED)) {
                throw new IllegalStateException("edge " + e.getId() + " is not directed");
            }
            StringJoiner attributes = new StringJoiner(", ");
            if (e.getType() != null) {
                attributes.add("\"type\": " + json(e.getType()));
            }
            if (e.getLabel() != null) {
                attributes.add("\"label\": " + json(e.getLabel()));
            }
            attributes.add("\"weight\": " + e.getWeight());
            String others = attributes(e, u.getEdgeColumns());
            if (!others.isEmpty()) {
                attributes.add(others);
            }
            all.add("{\"id\": " + json(e.getId()) + ", \"source\": " + json(e.getSource().getId()) + ", \"target\": " + json(e.getTarget().getId())
                + ", \"attributes\": {" + attributes + "}}");
        }
        return all;
    }

    static String attributes(ElementDraft element, Iterable<ColumnDraft> columns) {
        StringJoiner all = new StringJoiner(", ");
        Set<String> done = new TreeSet<>(Set.of("id", "weight"));
        for (ColumnDraft column : columns) {
            Object value = element.getValue(column.getId());
            String title = column.getTitle() == null ? column.getId() : column.getTitle();
            if (value != null && done.add(title)) {
                all.add(json(title) + ": " + json(value));
            }
        }
        return all.toString();
    }

    static String json(Object value) {
        if (value == null) {
            return "null";
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
