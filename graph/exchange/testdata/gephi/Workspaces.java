import java.awt.Color;
import java.io.File;
import java.io.Writer;
import java.nio.file.Files;
import java.text.DecimalFormatSymbols;
import java.util.Locale;

import org.gephi.graph.api.AttributeUtils;
import org.gephi.graph.api.Configuration;
import org.gephi.graph.api.Edge;
import org.gephi.graph.api.GraphController;
import org.gephi.graph.api.GraphModel;
import org.gephi.graph.api.Interval;
import org.gephi.graph.api.Node;
import org.gephi.graph.api.TimeFormat;
import org.gephi.graph.api.TimeRepresentation;
import org.gephi.graph.api.types.IntervalDoubleMap;
import org.gephi.graph.api.types.IntervalStringMap;
import org.gephi.graph.api.types.TimestampIntegerMap;
import org.gephi.io.exporter.api.ExportController;
import org.gephi.io.exporter.plugin.ExporterSpreadsheet;
import org.gephi.project.api.ProjectController;
import org.gephi.statistics.plugin.ClusteringCoefficient;
import org.gephi.statistics.plugin.ConnectedComponents;
import org.gephi.statistics.plugin.Degree;
import org.gephi.statistics.plugin.EigenvectorCentrality;
import org.gephi.statistics.plugin.GraphDistance;
import org.gephi.statistics.plugin.Hits;
import org.gephi.statistics.plugin.Modularity;
import org.gephi.statistics.plugin.PageRank;
import org.gephi.statistics.plugin.WeightedDegree;
import org.openide.util.Lookup;

/**
 * Makes the files beside it by Gephi's exporters, of workspaces as people have them: java -cp gephi-toolkit-0.10.1-all.jar Workspaces.java FOLDER.
 */
public class Workspaces {
    static final ProjectController PROJECTS = Lookup.getDefault().lookup(ProjectController.class);
    static File folder;
    static GraphModel model;

    public static void main(String[] args) throws Exception {
        folder = new File(args[0]);
        PROJECTS.newProject();
        mixed();
        periods("periods", TimeFormat.DATE, day("2001-01-01"), day("2005-06-30"), day("2007-02-01"), day("2010-12-31"));
        periods("years", TimeFormat.DOUBLE, 2001, 2005, 2007, 2010);
        moments();
        System.exit(0);
    }

    /** Directed and undirected edges of several kinds, what the statistics compute, and groups in colours. */
    static void mixed() throws Exception {
        open(new Configuration());
        model.getNodeTable().addColumn("sector", "Sector", String.class, "");
        model.getNodeTable().addColumn("staff", "Staff", Integer.class, null);
        model.getNodeTable().addColumn("aliases", String[].class);
        model.getNodeTable().addColumn("tags", String[].class);
        model.getNodeTable().addColumn("public", Boolean.class);
        model.getNodeTable().addColumn("founded", "Founded", Integer.class, null);
        model.getEdgeTable().addColumn("since", "Since", Integer.class, null);
        Node police = node("hp", "Harbour Police"), coast = node("ca", "Coastal Agency"), port = node("po", "Port \"Office\" & Sons"),
            sea = node("17", "Ministère de la Mer");
        node("lone", null);
        police.setAttribute("sector", "police");
        police.setAttribute("staff", 1200);
        police.setAttribute("aliases", new String[] {"HP", "Water, Guard"});
        police.setAttribute("tags", new String[] {"at sea", "armed; partly"});
        police.setAttribute("public", true);
        police.setAttribute("founded", 1909);
        coast.setAttribute("public", false);
        coast.setAttribute("founded", 1994);
        edge("1", police, coast, "reports to", 1, true, "reports to").setAttribute("since", 1994);
        edge("2", police, coast, "shares data", 2.5, true, "shares data");
        edge("3", coast, police, "shares data", 0.125, true, null);
        edge("4", coast, port, null, 1, false, "meets");
        edge("5", port, sea, null, 1, true, null);
        edge("6", sea, sea, null, 3, true, "itself");
        new Degree().execute(model);
        new WeightedDegree().execute(model);
        Modularity groups = new Modularity();
        groups.setRandom(false);
        groups.execute(model);
        new PageRank().execute(model);
        GraphDistance distances = new GraphDistance();
        distances.setDirected(true);
        distances.execute(model);
        new EigenvectorCentrality().execute(model);
        new Hits().execute(model);
        new ClusteringCoefficient().execute(model);
        ConnectedComponents components = new ConnectedComponents();
        components.setDirected(true);
        components.execute(model);
        Color[] colours = {new Color(200, 64, 64), new Color(64, 64, 200), new Color(64, 160, 64)};
        for (Node n : model.getGraph().getNodes()) {
            n.setColor(colours[(Integer) n.getAttribute(Modularity.MODULARITY_CLASS) % colours.length]);
        }
        export("mixed", "gexf", "graphml", "json");
        tables("mixed", ',', Locale.ROOT);
        tables("commas", ';', Locale.GERMANY);
    }

    /** Nodes and edges that are there in periods, and values that hold in periods. */
    static void periods(String name, TimeFormat format, double first, double second, double third, double last) throws Exception {
        Configuration configuration = new Configuration();
        configuration.setTimeRepresentation(TimeRepresentation.INTERVAL);
        configuration.setEdgeWeightType(IntervalDoubleMap.class);
        open(configuration);
        model.setTimeFormat(format);
        model.getNodeTable().addColumn("budget", "Budget", IntervalDoubleMap.class, null);
        model.getNodeTable().addColumn("chief", "Chief", IntervalStringMap.class, null);
        Node police = node("hp", "Harbour Police"), coast = node("ca", "Coastal Agency"), port = node("po", "Port Office");
        Interval early = new Interval(first, second), late = new Interval(third, last);
        police.addInterval(new Interval(first, last));
        coast.addInterval(early);
        coast.addInterval(late);
        port.addInterval(new Interval(third, Double.POSITIVE_INFINITY));
        police.setAttribute("budget", 10.5, early);
        police.setAttribute("budget", 12.0, late);
        police.setAttribute("chief", "Ms \"Ann\" O'Hara, acting", early);
        police.setAttribute("chief", "Mr Bob; Low", late);
        Edge reports = edge("1", police, coast, "reports to", 1, true, "reports to"), other = edge("2", coast, port, null, 1, true, null);
        reports.addInterval(early);
        reports.setWeight(1, early);
        reports.setWeight(4, late);
        other.addInterval(late);
        other.setWeight(2, late);
        export(name, "gexf");
        tables(name, ',', Locale.ROOT);
    }

    /** Nodes and edges that have been seen at moments. */
    static void moments() throws Exception {
        Configuration configuration = new Configuration();
        configuration.setTimeRepresentation(TimeRepresentation.TIMESTAMP);
        open(configuration);
        model.setTimeFormat(TimeFormat.DATETIME);
        model.getNodeTable().addColumn("budget", "Budget", TimestampIntegerMap.class, null);
        Node police = node("hp", "Harbour Police"), coast = node("ca", "Coastal Agency");
        double first = day("2001-01-01T10:00:00Z"), second = day("2005-06-30T12:30:00Z");
        police.addTimestamp(first);
        police.addTimestamp(second);
        coast.addTimestamp(first);
        police.setAttribute("budget", 10, first);
        police.setAttribute("budget", 12, second);
        edge("1", police, coast, "reports to", 1, true, null).addTimestamp(first);
        Edge meets = edge("2", coast, police, null, 1, false, "meets");
        meets.addTimestamp(first);
        meets.addTimestamp(second);
        export("moments", "gexf");
        tables("moments", ',', Locale.ROOT);
    }

    static double day(String text) {
        return AttributeUtils.parseDateTime(text);
    }

    static void open(Configuration configuration) {
        PROJECTS.openWorkspace(PROJECTS.newWorkspace(PROJECTS.getCurrentProject()));
        model = Lookup.getDefault().lookup(GraphController.class).getGraphModel();
        model.setConfiguration(configuration);
    }

    static Node node(String id, String label) {
        int place = model.getGraph().getNodeCount();
        Node n = model.factory().newNode(id);
        n.setLabel(label);
        n.setPosition(10 * place, -2.5f * place);
        n.setSize(10 + place);
        model.getGraph().addNode(n);
        return n;
    }

    static Edge edge(String id, Node from, Node to, String kind, double weight, boolean directed, String label) {
        Edge e = model.factory().newEdge(id, from, to, kind == null ? 0 : model.addEdgeType(kind), weight, directed);
        e.setLabel(label);
        model.getGraph().addEdge(e);
        return e;
    }

    static void export(String name, String... extensions) throws Exception {
        for (String extension : extensions) {
            Lookup.getDefault().lookup(ExportController.class).exportFile(new File(folder, name + "." + extension));
        }
    }

    static void tables(String name, char delimiter, Locale locale) throws Exception {
        File to = new File(folder, name);
        to.mkdirs();
        for (ExporterSpreadsheet.ExportTable table : ExporterSpreadsheet.ExportTable.values()) {
            ExporterSpreadsheet exporter = new ExporterSpreadsheet();
            exporter.setWorkspace(PROJECTS.getCurrentWorkspace());
            exporter.setTableToExport(table);
            exporter.setFieldDelimiter(delimiter);
            exporter.setDecimalFormatSymbols(DecimalFormatSymbols.getInstance(locale));
            try (Writer writer = Files.newBufferedWriter(new File(to, table.name().toLowerCase(Locale.ROOT) + ".csv").toPath())) {
                exporter.setWriter(writer);
                exporter.execute();
            }
        }
    }
}
