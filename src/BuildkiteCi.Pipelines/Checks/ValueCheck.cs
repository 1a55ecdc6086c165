using BuildkiteCi.Pipelines.Yaml;

namespace BuildkiteCi.Pipelines.Checks;

/// <summary>Checks the value of an attribute.</summary>
/// <param name="attribute">The attribute with its value.</param>
/// <param name="findings">Takes what is wrong.</param>
internal delegate void ValueCheck(YamlEntry attribute, DiagnosticBag findings);
