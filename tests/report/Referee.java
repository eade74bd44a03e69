import java.io.File;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.ErrorArgument;
import org.verapdf.pdfa.validation.profiles.Profiles;
import org.verapdf.pdfa.validation.profiles.Rule;
import org.verapdf.pdfa.validation.profiles.ValidationProfile;
import org.verapdf.pdfa.validation.profiles.Variable;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** Checks PDFs against PDF/UA-1 with the veraPDF engine. One line per file and per failed check. */
public class Referee {
    static final String PROFILE = "/org/verapdf/pdfa/validation/PDFUA-1.xml";

    public static void main(String[] files) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        ValidationProfile profile = profile();
        System.out.println("RULES " + profile.getRules().size());
        for (String file : files) {
            try (PDFAParser parser = Foundries.defaultInstance().createParser(new File(file), PDFAFlavour.PDFUA_1);
                    PDFAValidator validator = Foundries.defaultInstance().createValidator(profile, false)) {
                ValidationResult result = validator.validate(parser);
                String word = result.isCompliant() ? "PASS" : "FAIL";
                System.out.println(word + " " + result.getTotalAssertions() + " " + file);
                for (TestAssertion check : result.getTestAssertions()) {
                    if (check.getStatus() == TestAssertion.Status.FAILED) {
                        System.out.println("  " + check.getRuleId().getClause() + "-"
                                + check.getRuleId().getTestNumber() + " " + check.getMessage());
                    }
                }
            }
        }
    }

    /** The profile that ships with the engine. Its own reader needs a library that no runtime has any more. */
    static ValidationProfile profile() throws Exception {
        try (InputStream file = Referee.class.getResourceAsStream(PROFILE)) {
            if (file == null) {
                throw new IllegalStateException("the PDF/UA-1 profile is not in the engine any more");
            }
            Document document = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file);
            Set<Rule> rules = new HashSet<>();
            for (Element rule : all(document.getDocumentElement(), "rule")) {
                Element id = all(rule, "id").get(0);
                Element error = all(rule, "error").get(0);
                List<ErrorArgument> none = new ArrayList<>();
                rules.add(Profiles.ruleFromValues(
                        Profiles.ruleIdFromValues(PDFAFlavour.Specification.ISO_14289_1, id.getAttribute("clause"),
                                Integer.parseInt(id.getAttribute("testNumber"))),
                        rule.getAttribute("object"),
                        Boolean.valueOf(rule.getAttribute("deferred")),
                        rule.getAttribute("tags"),
                        text(rule, "description"),
                        text(rule, "test"),
                        Profiles.errorFromValues(text(error, "message"), none),
                        new ArrayList<>()));
            }
            Set<Variable> variables = new HashSet<>();
            for (Element variable : all(document.getDocumentElement(), "variable")) {
                variables.add(Profiles.variableFromValues(variable.getAttribute("name"),
                        variable.getAttribute("object"), text(variable, "defaultValue"), text(variable, "value")));
            }
            return Profiles.profileFromValues(PDFAFlavour.PDFUA_1,
                    Profiles.profileDetailsFromValues("PDF/UA-1", "", "", new Date(0)), "", rules, variables);
        }
    }

    static List<Element> all(Element parent, String name) {
        NodeList nodes = parent.getElementsByTagName(name);
        List<Element> found = new ArrayList<>();
        for (int place = 0; place < nodes.getLength(); place++) {
            found.add((Element) nodes.item(place));
        }
        return found;
    }

    static String text(Element parent, String name) {
        return all(parent, name).get(0).getTextContent();
    }
}
