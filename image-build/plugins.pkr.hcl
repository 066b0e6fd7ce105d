# For 'packer init image-build/plugins.pkr.hcl'. Packer before 1.7 has the builder inside, and refuses this block:
# it stands apart from the template.
packer {
  required_plugins {
    amazon = {
      source  = "github.com/hashicorp/amazon"
      version = ">= 1.2.0"
    }
  }
}
