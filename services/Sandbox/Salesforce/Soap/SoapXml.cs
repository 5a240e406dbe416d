using System.Xml;
using System.Xml.Linq;

namespace Integration.Sandbox.Salesforce.Soap;

/// <summary>Names and envelopes of the partner API.</summary>
internal static class SoapXml
{
    public static readonly XNamespace Envelope = "http://schemas.xmlsoap.org/soap/envelope/";
    public static readonly XNamespace Partner = "urn:partner.soap.sforce.com";
    public static readonly XNamespace Fault = "urn:fault.partner.soap.sforce.com";
    public static readonly XNamespace Xsi = "http://www.w3.org/2001/XMLSchema-instance";
    private const int CharactersMax = 50 * 1024 * 1024;

    /// <summary>Null when the text is no well-formed XML. Document types are refused: they are how XML reads what it should not.</summary>
    public static XElement? Read(string text)
    {
        try
        {
            using var reader = XmlReader.Create(new StringReader(text), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = CharactersMax });
            return XElement.Load(reader);
        }
        catch (XmlException)
        {
            return null; // Told to the client as a fault.
        }
    }

    public static string Write(XElement? header, XElement body) =>
        """<?xml version="1.0" encoding="UTF-8"?>""" + "\n" + new XElement(Envelope + "Envelope",
            new XAttribute(XNamespace.Xmlns + "soapenv", Envelope), new XAttribute("xmlns", Partner), new XAttribute(XNamespace.Xmlns + "sf", Fault), new XAttribute(XNamespace.Xmlns + "xsi", Xsi),
            header is null ? null : new XElement(Envelope + "Header", header),
            new XElement(Envelope + "Body", body)).ToString(SaveOptions.DisableFormatting);

    public static XElement Element(string name, object? value) =>
        value is null ? new XElement(Partner + name, new XAttribute(Xsi + "nil", "true")) : new XElement(Partner + name, value);

    /// <summary>Text of a child by its local name; null when it is absent, empty or nil.</summary>
    public static string? Text(XElement parent, string name) =>
        parent.Elements().FirstOrDefault(child => child.Name.LocalName == name) is { } found && found.Attribute(Xsi + "nil")?.Value is not ("true" or "1") && found.Value.Trim() is { Length: > 0 } text ? text : null;

    public static bool Flag(XElement parent, string name) => Text(parent, name) is "true" or "1";
}
