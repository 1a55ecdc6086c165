using Cake.Core;

namespace Cake.Frosting;

/// <summary>A context that passes everything on to Cake's own; the base of a build's context, and the default where there is
/// none.</summary>
/// <param name="context">Cake's context.</param>
public class FrostingContext(ICakeContext context) : CakeContextAdapter(context), IFrostingContext;
