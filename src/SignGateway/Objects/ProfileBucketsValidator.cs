using Microsoft.Extensions.Options;
using SignGateway.Profiles;

namespace SignGateway.Objects;

/// <summary>Refuses one bucket in two regions: its name is unique in all of OSS, and an object key belongs to one upload of one bucket.</summary>
internal sealed class ProfileBucketsValidator(ProfileBuckets own, IOptionsMonitor<OssOptions> options) : IValidateOptions<ProfilesOptions>
{
    public ValidateOptionsResult Validate(string? name, ProfilesOptions profiles)
    {
        List<(string Section, OssOptions Options)> buckets;
        try
        {
            buckets = [.. profiles.Keys.Select(profile => own.Names.Contains(profile)
                ? (OssOptions.SectionOf(profile), options.Get(profile))
                : (OssOptions.Section, options.CurrentValue))];
        }
        catch (OptionsValidationException)
        {
            // Those options have a validator of their own, which names their faults.
            return ValidateOptionsResult.Skip;
        }

        var faults = buckets.DistinctBy(bucket => bucket.Section)
            .GroupBy(bucket => bucket.Options.Bucket)
            .Where(same => same.Select(bucket => bucket.Options.Region).Distinct().Count() > 1)
            .Select(same => $"{string.Join(" and ", same.Select(bucket => $"{bucket.Section}:Region"))} differ; bucket {same.Key} is in one region.")
            .ToList();
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
